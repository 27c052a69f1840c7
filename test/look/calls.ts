// A call in every state that the dock can show.
import type { Call } from '../../app/calls/call.ts';
import { now, popupScenes } from './scenes.ts';

function named(): Call {
  const call = popupScenes['named'];
  if (call === undefined) throw new Error('there is no scene of a named caller');
  return call;
}

export const ringing = named();
export const talking: Call = { ...ringing, phase: 'talking', media: 'flowing', answeredAt: now - 222_000 };
export const ending: Call = { ...talking, phase: 'ending' };
/** Ended by the customer this very moment. */
export const ended: Call = {
  ...talking,
  phase: 'ended',
  media: 'none',
  end: { reason: 'hung-up-by-customer', at: now },
};
