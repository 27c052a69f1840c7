// The caller, as one text or two: the name first where there is one. Whatever the wire sent is only text.
import { useTranslation } from 'react-i18next';
import type { Caller } from '../../app/calls/caller.ts';

/** What to call the caller, largest; and the other of name and number, if there are both. */
export function callerLines(caller: Caller, withheld: string): { first: string; second: string | null } {
  const number = caller.display === '' ? null : caller.display;
  if (caller.name === null) return { first: number ?? withheld, second: null };
  return { first: caller.name, second: number ?? withheld };
}

export function useCallerLines(caller: Caller): { first: string; second: string | null } {
  const { t } = useTranslation();
  return callerLines(caller, t('call.withheld'));
}

export interface WireTextProps {
  text: string;
  className?: string;
}

/** A text that may be long, right to left or hostile: one line, cut by an ellipsis, whole in its tooltip. */
export function WireText({ text, className = '' }: WireTextProps) {
  return (
    <bdi className={`wire-text ${className}`} dir="auto" title={text}>
      {text}
    </bdi>
  );
}
