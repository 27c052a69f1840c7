// A call that is over, until the next one: how it ended, and how long it was.
import { useTranslation } from 'react-i18next';
import { type Call, outcomeOf, talkTime } from '../../../app/calls/call.ts';
import { IconButton } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { spokenTime } from '../../ui/format.ts';
import { outcomeTones } from '../recent/outcome.ts';
import sheet from './call-actions.module.css';
import { CallHeading } from './call-heading.tsx';

const css = classes(sheet);

export function EndedPanel({ call, onDismiss }: { call: Call; onDismiss: () => void }) {
  const { t } = useTranslation();
  const outcome = outcomeOf(call);
  if (call.end === null || outcome === null) return null;
  const talked = talkTime(call);
  const length =
    talked === null
      ? t('call.rang', { time: spokenTime(call.end.at - call.rangAt) })
      : t('call.talked', { time: spokenTime(talked) });
  return (
    <div className={css('ended')}>
      <CallHeading
        call={call}
        tone={outcomeTones[outcome]}
        state={`${t(`end.${call.end.reason}`)} · ${length}`}
        isQuiet
      />
      <IconButton icon="cross" label={t('call.dismiss')} onPress={onDismiss} />
    </div>
  );
}
