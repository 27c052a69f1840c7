// How a call stands, as a shape and a colour: the same in the dock and in the popup.
import type { Call } from '../../app/calls/call.ts';
import type { Tone } from './status-mark.tsx';

/** Green is said only of a call whose audio flows; one that lost it warns. */
export function callTone(call: Pick<Call, 'phase' | 'media'>): Tone {
  switch (call.phase) {
    case 'ringing':
      return 'ring';
    case 'answering':
    case 'ending':
      return 'busy';
    case 'talking':
      return talkTones[call.media];
    case 'ended':
      return 'off';
  }
}

const talkTones = {
  none: 'busy',
  connecting: 'busy',
  flowing: 'good',
  interrupted: 'warn',
} as const satisfies Record<Call['media'], Tone>;
