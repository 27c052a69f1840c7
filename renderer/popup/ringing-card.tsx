// A call that rings: who calls, which number they called, Answer at the start and Decline at the end.
import { useEffect } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ariaKeys, keyCaps } from '../../app/keys/keys.ts';
import { Button } from '../ui/button.tsx';
import { callerLines, WireText } from '../ui/caller-text.tsx';
import { classes } from '../ui/classes.ts';
import { useSecondsSince } from '../ui/clock.ts';
import { CopyNumber } from '../ui/copy-button.tsx';
import { clockTime } from '../ui/format.ts';
import { isMac, useKeys } from '../ui/keys.ts';
import { guarded, usePressGuard } from '../ui/press-guard.ts';
import { StatusMark } from '../ui/status-mark.tsx';
import { type ShapeProps, useChoice } from './choice.ts';
import { afterPaint } from './painted.ts';
import sheet from './ringing-card.module.css';

const css = classes(sheet);

/** The line under the edge is full after so many seconds: the longest that a call rings (facts.md §4.3). */
const longestRing = 60;

export function RingingCard({ call, shownAt, bridge }: ShapeProps) {
  const { t } = useTranslation(['popup', 'failure']);
  const guard = usePressGuard(shownAt);
  const { chosen, failed, choose } = useChoice(call.id, bridge);
  const { first, second } = callerLines(call.caller, t('withheld'));
  const answerWord = t(chosen === 'answer' ? 'answering' : 'answer');
  const declineWord = t(chosen === 'decline' ? 'declining' : 'decline');

  useEffect(() => afterPaint(() => void bridge.painted(call.id)), [bridge, call.id]);

  useKeys({
    answer: () => guard.isOpen() && choose('answer'),
    decline: () => guard.isOpen() && choose('decline'),
  });

  const heard = { caller: first, keys: keyCaps('answer', isMac).join(' ') };

  return (
    <main className={css('card')} data-call={call.id} tabIndex={-1}>
      <RingTime rangAt={call.rangAt} />
      <AriaButton className={css('first')} {...guarded(guard, () => void bridge.openDesk())}>
        <WireText text={first} />
        <span className="only-heard">{t('openDesk')}</span>
      </AriaButton>
      <div className={css('second')}>
        {second === null ? null : <WireText text={second} />}
        <CopyNumber caller={call.caller} size="small" />
        {call.calledNumber === null ? null : (
          <p className={css('called')}>{t('called', { number: call.calledNumber })}</p>
        )}
      </div>
      <p className={css('failed')} role="alert">
        {failed === null ? null : t(`failed.${failed.choice}`, { why: t(`failure:${failed.reason}.title`) })}
      </p>
      <div className={css('actions')}>
        <Button
          look="good"
          large
          wide
          icon="phone"
          isPending={chosen !== null}
          aria-label={t('actionLabel', { action: answerWord, caller: first })}
          aria-keyshortcuts={ariaKeys('answer', isMac)}
          {...guarded(guard, () => choose('answer'))}
        >
          {answerWord}
        </Button>
        <Button
          look="bad"
          large
          wide
          icon="hangUp"
          isPending={chosen !== null}
          aria-label={t('actionLabel', { action: declineWord, caller: first })}
          aria-keyshortcuts={ariaKeys('decline', isMac)}
          {...guarded(guard, () => choose('decline'))}
        >
          {declineWord}
        </Button>
      </div>
      <p className="only-heard" role="alert">
        {call.calledNumber === null
          ? t('announce', heard)
          : t('announceTo', { ...heard, called: call.calledNumber })}
      </p>
    </main>
  );
}

function RingTime({ rangAt }: { rangAt: number }) {
  const { t } = useTranslation('popup');
  const seconds = useSecondsSince(rangAt) ?? 0;
  return (
    <>
      <div
        className={css('rung')}
        style={{ transform: `scaleX(${Math.min(1, seconds / longestRing)})` }}
        aria-hidden="true"
      />
      <div className={css('head')}>
        <StatusMark tone="ring" size={14} />
        <h1 className={css('title')}>{t('title')}</h1>
        <span role="timer" aria-label={t('rungFor', { time: clockTime(seconds) })}>
          {clockTime(seconds)}
        </span>
      </div>
    </>
  );
}
