// A call being answered, talked on or ended: its time, what its audio does, and Hang up.
import { useTranslation } from 'react-i18next';
import type { Call } from '../../../app/calls/call.ts';
import { ariaKeys } from '../../../app/keys/keys.ts';
import { Button } from '../../ui/button.tsx';
import { callTone } from '../../ui/call-tone.ts';
import { classes } from '../../ui/classes.ts';
import { isMac, useKeys } from '../../ui/keys.ts';
import { guarded, usePressGuard } from '../../ui/press-guard.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { useCommands, useDeskView } from '../desk-context.tsx';
import sheet from './call-controls.module.css';
import { CallHeading } from './call-heading.tsx';
import { CallTime } from './call-time.tsx';

const css = classes(sheet);

export function TalkingCall({ call }: { call: Call }) {
  const { t } = useTranslation();
  const commands = useCommands();
  const guard = usePressGuard();
  const line = useDeskView((view) => view.desk.line.kind);
  const isAsked = useDeskView(({ underWay }) => underWay.has(`hang-up ${call.id}`));
  const isEnding = call.phase === 'ending' || isAsked;
  const hangUp = () => void commands.hangUp(call.id);
  useKeys({ 'hang-up': () => guard.isOpen() && !isEnding && hangUp() });

  return (
    <>
      <CallHeading
        call={call}
        tone={callTone(call)}
        state={call.phase === 'talking' ? t(`call.media.${call.media}`) : t(`call.${call.phase}`)}
        end={<CallTime since={call.answeredAt} label="talkedFor" />}
      />
      <div className={css('controls')}>
        {line === 'registered' ? null : (
          <p className={css('note')}>
            <StatusMark tone="warn" />
            {t('call.lineLost')}
          </p>
        )}
        <div className={css('end')}>
          <Button
            look="bad"
            large
            wide
            icon="hangUp"
            isPending={isEnding}
            aria-keyshortcuts={ariaKeys('hang-up', isMac)}
            {...guarded(guard, hangUp)}
          >
            {t('call.hangUp')}
          </Button>
        </div>
      </div>
    </>
  );
}
