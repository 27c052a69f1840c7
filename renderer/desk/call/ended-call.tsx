// A call that is over, for a moment: how it ended, and how long it was.
import { useTranslation } from 'react-i18next';
import type { Call } from '../../../app/calls/call.ts';
import { IconButton } from '../../ui/button.tsx';
import { spokenTime } from '../../ui/format.ts';
import { guarded, usePressGuard } from '../../ui/press-guard.ts';
import { causeWords, finished, outcomeTones } from '../recent/outcome.ts';
import { CallHeading } from './call-heading.tsx';

export function EndedCall({ call, onDismiss }: { call: Call; onDismiss: () => void }) {
  const { t } = useTranslation();
  const guard = usePressGuard();
  if (call.end === null) return null;
  const { rangAt, answeredAt, end } = call;
  const { outcome, cause, talked } = finished({ reason: end.reason, rangAt, answeredAt, endedAt: end.at });
  const length = talked === null ? '' : ` · ${t('call.talked', { time: spokenTime(talked) })}`;
  return (
    <CallHeading
      call={call}
      tone={outcomeTones[outcome]}
      isOver
      state={`${causeWords(t, cause)}${length}`}
      end={<IconButton icon="cross" label={t('call.dismiss')} {...guarded(guard, onDismiss)} />}
    />
  );
}
