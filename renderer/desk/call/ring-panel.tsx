// A call that rings: who it is, and Answer and Decline, far from each other.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../../app/calls/call.ts';
import { ariaKeys } from '../../../app/keys/keys.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { useSecondsSince } from '../../ui/clock.ts';
import { clockTime } from '../../ui/format.ts';
import { isMac, useKeys } from '../../ui/keys.ts';
import { createPressGuard, endPress } from '../../ui/press-guard.ts';
import { useCommands, useDeskView } from '../desk-context.tsx';
import sheet from './call-actions.module.css';
import { CallHeading } from './call-heading.tsx';

const css = classes(sheet);

export function RingPanel({ call }: { call: Call }) {
  const { t } = useTranslation();
  const commands = useCommands();
  const seconds = useSecondsSince(call.rangAt) ?? 0;
  // The panel pushes down what was under the pointer: what was meant for that must not act here.
  const guard = useMemo(() => createPressGuard(null), []);
  const isAsked = useDeskView(
    ({ underWay }) => underWay.has(`answer ${call.id}`) || underWay.has(`decline ${call.id}`),
  );
  const answer = () => void commands.answer(call.id);
  const decline = () => void commands.decline(call.id);
  useKeys({
    answer: () => guard.isOpen() && answer(),
    decline: () => guard.isOpen() && decline(),
  });

  return (
    <>
      <CallHeading
        call={call}
        tone="ring"
        state={t('call.ringing')}
        time={
          <span role="timer" aria-label={t('call.rungFor', { time: clockTime(seconds) })}>
            {clockTime(seconds)}
          </span>
        }
      />
      <div className={css('apart')}>
        <Button
          look="bad"
          large
          icon="hangUp"
          isDisabled={isAsked}
          aria-keyshortcuts={ariaKeys('decline', isMac)}
          onPressStart={() => guard.press()}
          onPress={() => endPress(guard, decline)}
        >
          {t('call.decline')}
        </Button>
        <Button
          look="good"
          large
          icon="phone"
          isDisabled={isAsked}
          aria-keyshortcuts={ariaKeys('answer', isMac)}
          onPressStart={() => guard.press()}
          onPress={() => endPress(guard, answer)}
        >
          {t('call.answer')}
        </Button>
      </div>
    </>
  );
}
