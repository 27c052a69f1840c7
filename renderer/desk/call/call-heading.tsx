// Who the call is with, how it stands and for how long: the first row of the dock.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../../app/calls/call.ts';
import { useCallerLines, WireText } from '../../ui/caller-text.tsx';
import { classes } from '../../ui/classes.ts';
import { CopyNumber } from '../../ui/copy-button.tsx';
import { StatusMark, type Tone } from '../../ui/status-mark.tsx';
import sheet from './call-heading.module.css';

const css = classes(sheet);

export interface CallHeadingProps {
  call: Call;
  tone: Tone;
  /** How it stands, in a word or two. */
  state: string;
  /** At the end of the row: a running time, or a way to put the call away. */
  end?: ReactNode;
  /** The call is over: how it ended comes before its numbers, which the list has. */
  isOver?: boolean;
}

export function CallHeading({ call, tone, state, end, isOver = false }: CallHeadingProps) {
  const { t } = useTranslation();
  const { first, second } = useCallerLines(call.caller);
  return (
    <div className={css('heading')}>
      <StatusMark tone={tone} size={14} />
      <h2 className={css('first')}>
        <WireText text={first} />
      </h2>
      <div className={css('more', isOver && 'isOver')}>
        <p className={css('state', tone)}>{state}</p>
        {second === null ? null : <WireText text={second} className={css('second')} />}
        <CopyNumber caller={call.caller} size="small" />
        {call.calledNumber === null ? null : (
          <p className={css('called')} title={t('call.calledLabel', { number: call.calledNumber })}>
            {t('call.called', { number: call.calledNumber })}
          </p>
        )}
      </div>
      <div className={css('end')}>{end}</div>
    </div>
  );
}
