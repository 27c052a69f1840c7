// The shape of a state: one for each tone, so that nobody has to tell colours apart.
import { classes } from './classes.ts';
import sheet from './status-mark.module.css';

const css = classes(sheet);

/**
 * `good` a full disc · `busy` a ring that turns · `warn` a triangle · `bad` an octagon · `info` a
 * square · `ring` a bell · `off` a ring.
 */
export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'info' | 'ring' | 'off';

export interface StatusMarkProps {
  tone: Tone;
  /** Side, in pixels; 12 unless given. */
  size?: number;
}

export function StatusMark({ tone, size = 12 }: StatusMarkProps) {
  return (
    <svg
      className={css('mark', tone)}
      width={size}
      height={size}
      viewBox="0 0 12 12"
      aria-hidden="true"
      focusable="false"
    >
      <Shape tone={tone} />
    </svg>
  );
}

function Shape({ tone }: { tone: Tone }) {
  switch (tone) {
    case 'good':
      return <circle cx="6" cy="6" r="5" fill="currentColor" />;
    case 'busy':
      return (
        <circle
          className={css('turning')}
          cx="6"
          cy="6"
          r="4.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeDasharray="18 10"
        />
      );
    case 'warn':
      return (
        <path
          d="M6 .8 11.6 11H.4zM5.3 4.200l.2 3.400h1l.2-3.400zM5.4 8.400v1.200h1.200V8.400z"
          fill="currentColor"
          fillRule="evenodd"
        />
      );
    case 'bad':
      return (
        <path
          d="M3.6.5h4.800l3.1 3.100v4.800l-3.1 3.100H3.600L.5 8.400V3.600zM4.2 3.300l-.9.900L5.1 6 3.3 7.800l.9.900L6 6.900l1.8 1.8.9-.9L6.9 6l1.8-1.8-.9-.9L6 5.100z"
          fill="currentColor"
          fillRule="evenodd"
        />
      );
    case 'info':
      return (
        <path
          d="M2 .5h8A1.5 1.5 0 0 1 11.5 2v8a1.5 1.5 0 0 1-1.5 1.500H2A1.5 1.5 0 0 1 .5 10V2A1.5 1.5 0 0 1 2 .5zM5.3 2.600v1.300h1.400V2.600zM5.3 5v4.400h1.400V5z"
          fill="currentColor"
          fillRule="evenodd"
        />
      );
    case 'ring':
      return (
        <path
          d="M6 .5A3.5 3.5 0 0 1 9.5 4v2.500L11 9H1l1.5-2.500V4A3.5 3.5 0 0 1 6 .5zM4.5 10h3a1.5 1.5 0 0 1-3 0z"
          fill="currentColor"
        />
      );
    case 'off':
      return <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.5" />;
  }
}
