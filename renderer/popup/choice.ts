// What the agent chooses in the popup: one thing at a time, and free again when main refused it.
import { useMemo, useState } from 'react';
import type { Call } from '../../app/calls/call.ts';
import type { PopupBridge } from '../../app/contract/bridge.ts';
import { nothing } from '../../app/contract/channels.ts';
import type { FailureReason } from '../../app/failure.ts';
import { readAnswer } from '../ui/answer.ts';

/** How long main may take with a choice, in milliseconds. */
const choiceWithinMs = 10_000;

/** What card and pill are given. */
export interface ShapeProps {
  call: Call;
  /** When it came up, as main stamped it. */
  shownAt: number | null;
  bridge: PopupBridge;
}

type Choice = 'answer' | 'decline' | 'hangUp';

export function useChoice(callId: string, bridge: PopupBridge) {
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
