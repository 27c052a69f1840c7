// The current call, always on top: ringing, being answered, talked on, or just over.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Call, isLive } from '../../../app/calls/call.ts';
import { classes } from '../../ui/classes.ts';
import { useDeskView } from '../desk-context.tsx';
import sheet from './call-panel.module.css';
import { EndedPanel } from './ended-panel.tsx';
import { RingPanel } from './ring-panel.tsx';
import { TalkPanel } from './talk-panel.tsx';

const css = classes(sheet);

/** The call to show: the live one, else the one that ended last. */
function currentCall(calls: readonly Call[]): Call | null {
  return calls.find(isLive) ?? calls.at(-1) ?? null;
}

/** Where the keys look for the panel. */
export const callPanelId = 'current-call';

export function CallPanel() {
  const { t } = useTranslation();
  const call = useDeskView((view) => currentCall(view.desk.calls));
  const [dismissed, setDismissed] = useState<string | null>(null);
  if (call === null || (call.phase === 'ended' && call.id === dismissed)) return null;
  return (
    <section
      id={callPanelId}
      className={css('panel', call.phase)}
      aria-label={t('call.label')}
      data-phase={call.phase}
      data-call={call.id}
      tabIndex={-1}
    >
      <Phase call={call} onDismiss={() => setDismissed(call.id)} />
    </section>
  );
}

function Phase({ call, onDismiss }: { call: Call; onDismiss: () => void }) {
  switch (call.phase) {
    case 'ringing':
      return <RingPanel key={call.id} call={call} />;
    case 'answering':
    case 'talking':
    case 'ending':
      return <TalkPanel key={call.id} call={call} />;
    case 'ended':
      return <EndedPanel key={call.id} call={call} onDismiss={onDismiss} />;
  }
}
