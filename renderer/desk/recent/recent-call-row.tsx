// One finished call: who, what became of it and why, when, and its number to copy.
import { memo } from 'react';
import { GridListItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RecentCall } from '../../../app/desk/state.ts';
import { useCallerLines, WireText } from '../../ui/caller-text.tsx';
import { classes } from '../../ui/classes.ts';
import { CopyNumber } from '../../ui/copy-button.tsx';
import { timeOfDay } from '../../ui/format.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { finished, outcomeTones, outcomeWords } from './outcome.ts';
import sheet from './recent-calls.module.css';

const css = classes(sheet);

export const RecentCallRow = memo(function RecentCallRow({ call }: { call: RecentCall }) {
  const { t } = useTranslation();
  const { first, second } = useCallerLines(call.caller);
  const { outcome } = finished(call);
  const { what, why } = outcomeWords(t, call);
  const name = t('recent.row', { who: first, outcome: what, time: timeOfDay(call.rangAt) });
  return (
    <GridListItem id={call.id} textValue={name} className={css('row')} data-outcome={outcome}>
      <StatusMark tone={outcomeTones[outcome]} />
      <div className={css('who')}>
        <p className={css('first')}>
          <WireText text={first} />
        </p>
        {second === null ? null : (
          <p className={css('second')}>
            <WireText text={second} />
          </p>
        )}
      </div>
      <div className={css('how')}>
        <p className={css(outcome === 'missed' && 'missed')}>{what}</p>
        <p className={css('second')}>
          {[call.direction === 'outbound' ? t('recent.outbound') : null, why].filter(Boolean).join(' · ')}
        </p>
      </div>
      <div className={css('when')}>
        <time dateTime={new Date(call.rangAt).toISOString()}>{timeOfDay(call.rangAt)}</time>
        {call.calledNumber === null ? null : (
          <p className={css('second')}>{t('call.called', { number: call.calledNumber })}</p>
        )}
      </div>
      <div className={css('act')}>
        <CopyNumber caller={call.caller} />
      </div>
    </GridListItem>
  );
});
