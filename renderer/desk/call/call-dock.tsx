// The call dock: the call of the moment, in a place of its own that no page scrolls away.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Call, isLive } from '../../../app/calls/call.ts';
import { callTone } from '../../ui/call-tone.ts';
import { classes } from '../../ui/classes.ts';
import { FocusKeeper } from '../../ui/focus-keeper.tsx';
import { useDeskView } from '../desk-context.tsx';
import { mainId } from '../main-id.ts';
import sheet from './call-dock.module.css';
import { EndedCall } from './ended-call.tsx';
import { RingingCall } from './ringing-call.tsx';
import { TalkingCall } from './talking-call.tsx';

const css = classes(sheet);

/** How long, in milliseconds, the dock says how a call ended; after that the list does. */
const endedShownMs = 10_000;

/** Where the keys look for the dock. */
export const callDockId = 'current-call';

export function CallDock() {
  const { t } = useTranslation();
  const { call, dismiss } = useDockedCall();
  return (
    <FocusKeeper
      id={callDockId}
      className={css('dock', call !== null && callTone(call))}
      aria-label={t('call.label')}
      hidden={call === null}
      elseFocus={mainId}
      data-phase={call?.phase}
      data-call={call?.id}
      data-tone={call === null ? undefined : callTone(call)}
    >
      {call === null ? null : <Phase key={call.id} call={call} onDismiss={dismiss} />}
    </FocusKeeper>
  );
}

/** The live call, else the one that ended last, for a while or until it is dismissed. */
function useDockedCall(): { call: Call | null; dismiss: () => void } {
  const call = useDeskView(({ desk: { calls } }) => calls.find(isLive) ?? calls.at(-1) ?? null);
  const [over, setOver] = useState<string | null>(null);
  const [id, endedAt] = [call?.id ?? null, call?.end?.at ?? null];
  useEffect(() => {
    if (id === null || endedAt === null) return;
    const timer = setTimeout(() => setOver(id), endedAt + endedShownMs - Date.now());
    return () => clearTimeout(timer);
  }, [id, endedAt]);
  const isOver = call !== null && call.phase === 'ended' && call.id === over;
  return { call: isOver ? null : call, dismiss: () => setOver(id) };
}

function Phase({ call, onDismiss }: { call: Call; onDismiss: () => void }) {
  switch (call.phase) {
    case 'ringing':
      return <RingingCall call={call} />;
    case 'answering':
    case 'talking':
    case 'ending':
      return <TalkingCall call={call} />;
    case 'ended':
      return <EndedCall call={call} onDismiss={onDismiss} />;
  }
}
