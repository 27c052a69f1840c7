// The channels between main and the hidden line window, which alone is given the SIP secret.
import { z } from 'zod';
import { endReasonSchema, mediaStateSchema } from '../calls/call.ts';
import { lineStateSchema, microphoneStateSchema } from '../line/line.ts';
import { type Asks, nothing } from './channels.ts';

const callId = z.string().min(1).max(128);

/** What the line needs to register. The secret stays in this window's memory. */
export const lineAccountSchema = z.object({
  sipUrl: z.string(),
  /** Registrar and realm, with the account already put in. */
  sipDomain: z.string(),
  /** The part of SipId after `sip:`; also the digest user (facts.md §4.2). */
  sipUser: z.string().min(1),
  sipSecret: z.string().min(1),
  /** Addresses of STUN servers; may be empty. */
  stunServers: z.array(z.string()),
});
export type LineAccount = z.infer<typeof lineAccountSchema>;

/** What main tells the line to do. Each is safe to repeat. */
export const lineOrderSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('register'), account: lineAccountSchema }),
  z.object({ kind: z.literal('unregister') }),
  /**
   * Drop what may be dead and connect: at once where the agent `asked` for it or is in a call, else, since the
   * network came back or the machine woke, spread over seconds.
   */
  z.object({ kind: z.literal('reconnect'), asked: z.boolean() }),
  z.object({ kind: z.literal('answer'), callId }),
  z.object({ kind: z.literal('decline'), callId }),
  z.object({ kind: z.literal('refuse-busy'), callId }),
  z.object({ kind: z.literal('hang-up'), callId }),
  /** The ring tone follows the state: told at every change, never toggled. */
  z.object({ kind: z.literal('ring'), ringing: z.boolean(), volume: z.number().min(0).max(1) }),
]);
export type LineOrder = z.infer<typeof lineOrderSchema>;

/** Cumulative figures of one call's media, from getStats. */
export const mediaFiguresSchema = z.object({
  callId,
  packetsSent: z.number(),
  packetsReceived: z.number(),
  /** `totalAudioEnergy` of what is heard (W3C webrtc-stats §7.2): grows with sound, stands still in silence. */
  energyReceived: z.number(),
  /** `totalAudioEnergy` of the microphone's track. */
  energySent: z.number(),
  /** Round-trip time in seconds; null before the first report. */
  roundTrip: z.number().nullable(),
  /** Interarrival jitter in seconds; null before the first packet. */
  jitter: z.number().nullable(),
  packetsLost: z.number(),
  codec: z.string().nullable(),
});
export type MediaFigures = z.infer<typeof mediaFiguresSchema>;

/** What is told of an INVITE. */
const invite = {
  callId,
  /** `X-Exotel-Callsid` in any casing (facts.md §4.3); null when absent. */
  callSid: z.string().max(256).nullable(),
  from: z.object({ displayName: z.string().max(4096), user: z.string().max(1024) }),
  calledNumber: z.string().max(256).nullable(),
  /** When the INVITE came off the socket. */
  at: z.number(),
};

/** What the line reports: facts, in the order they happened. Times are milliseconds since the epoch. */
export const lineFactSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('state'), state: lineStateSchema }),
  /** What `unregister` took off the line owes the edge nothing more: the edge has answered, or is not there. */
  z.object({ kind: z.literal('retired') }),
  z.object({ kind: z.literal('microphone'), microphone: microphoneStateSchema }),
  z.object({ kind: z.literal('invited'), ...invite }),
  /** The line itself turned an INVITE away: it never rang, and this is all there will be of it. */
  z.object({ kind: z.literal('refused'), ...invite, reason: endReasonSchema, code: z.number().int() }),
  /** 200 OK was sent `afterMs` milliseconds after the order to answer arrived. */
  z.object({ kind: z.literal('accepted'), callId, at: z.number(), afterMs: z.number() }),
  z.object({ kind: z.literal('established'), callId, at: z.number() }),
  z.object({ kind: z.literal('media'), callId, media: mediaStateSchema }),
  z.object({ kind: z.literal('figures'), figures: mediaFiguresSchema }),
  z.object({
    kind: z.literal('ended'),
    callId,
    reason: endReasonSchema,
    /** The SIP status that ended it, where one did. */
    code: z.number().int().nullable(),
    at: z.number(),
  }),
  /** Something went wrong inside the line that no other fact tells: for the log. No secret or number in it. */
  z.object({
    kind: z.literal('fault'),
    where: z.string().max(64),
    detail: z.string().max(500),
    callId: callId.nullable(),
    at: z.number(),
  }),
]);
export type LineFact = z.infer<typeof lineFactSchema>;

/** What the line may ask of main. */
export const lineAsks = {
  /** The window is loaded and listens: main answers with the orders that bring it up to date. */
  'line:ready': { request: nothing, reply: z.array(lineOrderSchema) },
  'line:fact': { request: lineFactSchema, reply: nothing },
} as const satisfies Asks;

/** What main tells the line. */
export const lineTells = { 'line:order': lineOrderSchema } as const;
