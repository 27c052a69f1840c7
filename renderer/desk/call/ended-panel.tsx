// A call that is over, until the next one: how it ended, and how long it was.
import { useTranslation } from 'react-i18next';
import type { Call } from '../../../app/calls/call.ts';
import { IconButton } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { spokenTime } from '../../ui/format.ts';
import { causeWords, finished, outcomeTones } from '../recent/outcome.ts';
import sheet from './call-actions.module.css';
import { CallHeading } from './call-heading.tsx';

const css = classes(sheet);

export function EndedPanel({ call, onDismiss }: { call: Call; onDismiss: () => void }) {
  const { t } = useTranslation();
  if (call.end === null) return null;
  const { rangAt, answeredAt } = call;
  const { outcome, cause, talked } = finished({
    reason: call.end.reason,
    rangAt,
    answeredAt,
    endedAt: call.end.at,
  });
  const length = talked === null ? '' : ` · ${t('call.talked', { time: spokenTime(talked) })}`;
  return (
    <div className={css('ended')}>
      <CallHeading
        call={call}
        tone={outcomeTones[outcome]}
        state={`${causeWords(t, cause)}${length}`}
        isQuiet
      />
      <IconButton icon="cross" label={t('call.dismiss')} onPress={onDismiss} />
    </div>
  );
}
