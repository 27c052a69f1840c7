// A call that goes on while the desk is out of sight: who, how long, how its audio is, and Hang up.
import { useTranslation } from 'react-i18next';
import { ariaKeys } from '../../app/keys/keys.ts';
import { IconButton } from '../ui/button.tsx';
import { callTone } from '../ui/call-tone.ts';
import { callerLines, WireText } from '../ui/caller-text.tsx';
import { classes } from '../ui/classes.ts';
import { useSecondsSince } from '../ui/clock.ts';
import { clockTime } from '../ui/format.ts';
import { isMac, useKeys } from '../ui/keys.ts';
import { guarded, usePressGuard } from '../ui/press-guard.ts';
import { StatusMark } from '../ui/status-mark.tsx';
import sheet from './call-pill.module.css';
import { type ShapeProps, useChoice } from './choice.ts';

const css = classes(sheet);

export function CallPill({ call, shownAt, bridge }: ShapeProps) {
  const { t } = useTranslation(['popup', 'failure', 'desk']);
  const guard = usePressGuard(shownAt);
  const { chosen, failed, choose } = useChoice(call.id, bridge);
  const seconds = useSecondsSince(call.answeredAt);
  const isEnding = call.phase === 'ending' || chosen !== null;
  const { first } = callerLines(call.caller, t('withheld'));
  const tone = callTone(call);
  const state = call.phase === 'talking' ? t(`desk:call.media.${call.media}`) : t(`desk:call.${call.phase}`);

  useKeys({ 'hang-up': () => guard.isOpen() && !isEnding && choose('hangUp') });

  return (
    <main className={css('pill', tone)} data-call={call.id} data-tone={tone} tabIndex={-1}>
      <StatusMark tone={tone} size={14} />
      <div className={css('who')}>
        <h1 className={css('first')}>
          <WireText text={first} />
        </h1>
        <p className={css('state', tone)}>
          {seconds === null ? null : (
            <span role="timer" aria-label={t('desk:call.talkedFor', { time: clockTime(seconds) })}>
              {clockTime(seconds)}
            </span>
          )}
          <span className={css('word')} role="status">
            {failed === null
              ? state
              : t(`failed.${failed.choice}`, { why: t(`failure:${failed.reason}.title`) })}
          </span>
        </p>
      </div>
      <IconButton icon="arrowOut" label={t('openDesk')} {...guarded(guard, () => void bridge.openDesk())} />
      <IconButton
        look="bad"
        icon="hangUp"
        label={t('hangUp')}
        isPending={isEnding}
        aria-keyshortcuts={ariaKeys('hang-up', isMac)}
        {...guarded(guard, () => choose('hangUp'))}
      />
    </main>
  );
}
