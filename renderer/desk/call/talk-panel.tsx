// A call being answered, talked on or ended: its timer, what its audio does, and Hang up.
import { useTranslation } from 'react-i18next';
import type { Call, MediaState } from '../../../app/calls/call.ts';
import { ariaKeys } from '../../../app/keys/keys.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { useSecondsSince } from '../../ui/clock.ts';
import { clockTime } from '../../ui/format.ts';
import { isMac, useKeys } from '../../ui/keys.ts';
import { StatusMark, type Tone } from '../../ui/status-mark.tsx';
import { useCommands, useDeskView } from '../desk-context.tsx';
import sheet from './call-actions.module.css';
import { CallHeading } from './call-heading.tsx';

const css = classes(sheet);

const mediaTones = {
  none: 'off',
  connecting: 'busy',
  flowing: 'good',
  interrupted: 'warn',
} as const satisfies Record<MediaState, Tone>;

export function TalkPanel({ call }: { call: Call }) {
  const { t } = useTranslation();
  const commands = useCommands();
  const seconds = useSecondsSince(call.answeredAt);
  const line = useDeskView((view) => view.desk.line.kind);
  const isAsked = useDeskView(({ underWay }) => underWay.has(`hang-up ${call.id}`));
  const mayHangUp = (call.phase === 'answering' || call.phase === 'talking') && !isAsked;
  const hangUp = () => void commands.hangUp(call.id);
  useKeys({ 'hang-up': () => mayHangUp && hangUp() });

  return (
    <>
      <CallHeading
        call={call}
        tone={call.phase === 'talking' ? 'good' : 'busy'}
        state={call.phase === 'ending' ? t('call.ending') : t(`call.${live(call)}`)}
        time={
          seconds === null ? undefined : (
            <span role="timer" aria-label={t('call.talkedFor', { time: clockTime(seconds) })}>
              {clockTime(seconds)}
            </span>
          )
        }
      />
      <div className={css('beside')}>
        <div className={css('notes')}>
          {call.phase === 'ending' ? null : (
            <p className={css('note')} data-media={call.media}>
              <StatusMark tone={mediaTones[call.media]} />
              {t(`call.media.${call.media}`)}
            </p>
          )}
          {line === 'registered' ? null : (
            <p className={css('note')}>
              <StatusMark tone="warn" />
              {t('call.lineLost')}
            </p>
          )}
        </div>
        <Button
          look="bad"
          large
          icon="hangUp"
          isDisabled={!mayHangUp}
          aria-keyshortcuts={ariaKeys('hang-up', isMac)}
          onPress={hangUp}
        >
          {t('call.hangUp')}
        </Button>
      </div>
    </>
  );
}

function live(call: Call): 'answering' | 'talking' {
  return call.answeredAt === null ? 'answering' : 'talking';
}
