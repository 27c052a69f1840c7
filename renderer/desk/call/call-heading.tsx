// Who the call is with, how it stands and for how long: the top of every call panel.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../../app/calls/call.ts';
import { useCallerLines, WireText } from '../../ui/caller-text.tsx';
import { classes } from '../../ui/classes.ts';
import { StatusMark, type Tone } from '../../ui/status-mark.tsx';
import sheet from './call-heading.module.css';

const css = classes(sheet);

export interface CallHeadingProps {
  call: Call;
  tone: Tone;
  state: string;
  /** A running time, shown large. */
  time?: ReactNode;
  /** Smaller, for a call that is over. */
  isQuiet?: boolean;
}

export function CallHeading({ call, tone, state, time, isQuiet = false }: CallHeadingProps) {
  const { t } = useTranslation();
  const { first, second } = useCallerLines(call.caller);
  return (
    <div className={css('heading', isQuiet && 'isQuiet')}>
      <p className={css('state')}>
        <StatusMark tone={tone} />
        <span>{state}</span>
      </p>
      {time === undefined ? null : <p className={css('time')}>{time}</p>}
      <h2 className={css('first')}>
        <WireText text={first} />
      </h2>
      <p className={css('second')}>
        {second === null ? null : <WireText text={second} />}
        {call.calledNumber === null ? null : (
          <span className={css('called')} title={t('call.calledLabel', { number: call.calledNumber })}>
            {t('call.called', { number: call.calledNumber })}
          </span>
        )}
      </p>
    </div>
  );
}
