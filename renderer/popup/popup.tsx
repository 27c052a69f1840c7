// The inbound-call popup: who calls, which number they called, Answer and Decline. Nothing when none rings.
import { useEffect, useMemo, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { type Call, isRinging } from '../../app/calls/call.ts';
import type { PopupBridge } from '../../app/contract/bridge.ts';
import { nothing } from '../../app/contract/channels.ts';
import type { FailureReason } from '../../app/failure.ts';
import { ariaKeys, keyCaps } from '../../app/keys/keys.ts';
import { readAnswer } from '../ui/answer.ts';
import { Button } from '../ui/button.tsx';
import { callerLines, WireText } from '../ui/caller-text.tsx';
import { classes } from '../ui/classes.ts';
import { useSecondsSince } from '../ui/clock.ts';
import { clockTime } from '../ui/format.ts';
import { isMac, useKeys } from '../ui/keys.ts';
import { createPressGuard, endPress } from '../ui/press-guard.ts';
import { StatusMark } from '../ui/status-mark.tsx';
import { applyTheme } from '../ui/theme.ts';
import { afterPaint } from './painted.ts';
import sheet from './popup.module.css';
import type { PopupStore } from './store.ts';

const css = classes(sheet);

/** How long main may take with a choice, in milliseconds. */
const choiceWithinMs = 10_000;
/** The line under the edge is full after so many seconds: the longest that a call rings (facts.md §4.3). */
const longestRing = 60;

export interface PopupProps {
  store: PopupStore;
  bridge: PopupBridge;
}

export function Popup({ store, bridge }: PopupProps) {
  const { call, theme, shownAt } = useStore(store);
  useEffect(() => applyTheme(theme), [theme]);
  if (call === null || !isRinging(call)) return null;
  return <RingingCall key={call.id} call={call} shownAt={shownAt} bridge={bridge} />;
}

interface RingingCallProps {
  call: Call;
  shownAt: number | null;
  bridge: PopupBridge;
}

function RingingCall({ call, shownAt, bridge }: RingingCallProps) {
  const { t } = useTranslation(['popup', 'failure']);
  const guard = useMemo(() => createPressGuard(shownAt), [shownAt]);
  const { chosen, failed, choose } = useChoice(call.id, bridge);
  const { first, second } = callerLines(call.caller, t('withheld'));

  const answerWord = t(chosen === 'answer' ? 'answering' : 'answer');
  const declineWord = t(chosen === 'decline' ? 'declining' : 'decline');

  useEffect(() => afterPaint(() => void bridge.painted(call.id)), [bridge, call.id]);

  useKeys({
    answer: () => guard.isOpen() && choose('answer'),
    decline: () => guard.isOpen() && choose('decline'),
  });

  return (
    <main className={css('popup')} data-call={call.id}>
      <RingTime rangAt={call.rangAt} />
      <AriaButton
        className={css('caller')}
        onPressStart={() => guard.press()}
        onPress={() => endPress(guard, () => void bridge.openDesk())}
      >
        <span className={css('first')}>
          <WireText text={first} />
        </span>
        <span className={css('second')}>
          {second === null ? null : <WireText text={second} className={css('number')} />}
          {call.calledNumber === null ? null : (
            <span className={css('called')}>{t('called', { number: call.calledNumber })}</span>
          )}
        </span>
        <span className="only-heard">{t('openDesk')}</span>
      </AriaButton>
      <p className={css('failed')} role="alert">
        {failed === null ? null : t(`failed.${failed.choice}`, { why: t(`failure:${failed.reason}.title`) })}
      </p>
      <div className={css('actions')}>
        <Button
          look="bad"
          large
          icon="hangUp"
          isDisabled={chosen !== null}
          aria-label={t('actionLabel', { action: declineWord, caller: first })}
          aria-keyshortcuts={ariaKeys('decline', isMac)}
          onPressStart={() => guard.press()}
          onPress={() => endPress(guard, () => choose('decline'))}
        >
          {declineWord}
        </Button>
        <Button
          look="good"
          large
          icon="phone"
          isDisabled={chosen !== null}
          aria-label={t('actionLabel', { action: answerWord, caller: first })}
          aria-keyshortcuts={ariaKeys('answer', isMac)}
          onPressStart={() => guard.press()}
          onPress={() => endPress(guard, () => choose('answer'))}
        >
          {answerWord}
        </Button>
      </div>
      <p className="only-heard" role="alert">
        {t('announce', { caller: first, keys: keyCaps('answer', isMac).join(' ') })}
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

type Choice = 'answer' | 'decline';

/** The agent's choice: one at a time, and free again when main refused it. */
function useChoice(callId: string, bridge: PopupBridge) {
  const [chosen, setChosen] = useState<Choice | null>(null);
  const [failed, setFailed] = useState<{ choice: Choice; reason: FailureReason } | null>(null);
  const choose = useMemo(() => {
    let isAsking = false;
    return (choice: Choice) => {
      if (isAsking) return;
      isAsking = true;
      setFailed(null);
      setChosen(choice);
      void readAnswer(() => bridge[choice](callId), nothing, choiceWithinMs).then((answer) => {
        if (answer.ok) return;
        isAsking = false;
        setChosen(null);
        setFailed({ choice, reason: answer.failure.reason });
      });
    };
  }, [callId, bridge]);
  return { chosen, failed, choose };
}
