// A call that rings: who it is, Answer at the start of the row and Decline at its end.
import { useTranslation } from 'react-i18next';
import type { Call } from '../../../app/calls/call.ts';
import { ariaKeys } from '../../../app/keys/keys.ts';
import { Button } from '../../ui/button.tsx';
import { callTone } from '../../ui/call-tone.ts';
import { classes } from '../../ui/classes.ts';
import { isMac, useKeys } from '../../ui/keys.ts';
import { guarded, usePressGuard } from '../../ui/press-guard.ts';
import { useCommands, useDeskView } from '../desk-context.tsx';
import sheet from './call-controls.module.css';
import { CallHeading } from './call-heading.tsx';
import { CallTime } from './call-time.tsx';

const css = classes(sheet);

export function RingingCall({ call }: { call: Call }) {
  const { t } = useTranslation();
  const commands = useCommands();
  const guard = usePressGuard();
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
        tone={callTone(call)}
        state={t('call.ringing')}
        end={<CallTime since={call.rangAt} label="rungFor" />}
      />
      <div className={css('controls')}>
        <Button
          look="good"
          large
          wide
          icon="phone"
          isPending={isAsked}
          aria-keyshortcuts={ariaKeys('answer', isMac)}
          {...guarded(guard, answer)}
        >
          {t('call.answer')}
        </Button>
        <Button
          look="bad"
          large
          wide
          icon="hangUp"
          isPending={isAsked}
          aria-keyshortcuts={ariaKeys('decline', isMac)}
          {...guarded(guard, decline)}
        >
          {t('call.decline')}
        </Button>
      </div>
    </>
  );
}
