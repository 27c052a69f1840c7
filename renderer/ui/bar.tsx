// A bar across the window: something to know, what to do about it, and a button that does it.
import type { ReactNode } from 'react';
import sheet from './bar.module.css';
import { classes } from './classes.ts';
import { StatusMark, type Tone } from './status-mark.tsx';

const css = classes(sheet);

export interface BarProps {
  tone: Tone;
  title: ReactNode;
  advice?: ReactNode;
  /** Small print under the advice. */
  details?: ReactNode;
  /** Buttons, at the end. */
  actions?: ReactNode;
  /** Told at once to screen readers when it appears. */
  isAlert?: boolean;
}

export function Bar({ tone, title, advice, details, actions, isAlert = false }: BarProps) {
  return (
    <div className={css('bar', tone)} {...(isAlert ? { role: 'alert' } : {})}>
      <StatusMark tone={tone} size={16} />
      <div className={css('words')}>
        <p className={css('title')}>{title}</p>
        {advice === undefined ? null : <p className={css('advice')}>{advice}</p>}
        {details}
      </div>
      {actions === undefined ? null : <div className={css('actions')}>{actions}</div>}
    </div>
  );
}
