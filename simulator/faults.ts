// Everything the simulator can be told to do wrong. One mutable value; each part is read when it is used.
import { z } from 'zod';

/** The endpoints of the Integrations API that the simulator serves; `*` is any of them. */
const endpoints = [
  'POST /token',
  'GET /app',
  'GET /app_setting',
  'POST /app_setting',
  'DELETE /app_setting',
  'GET /usermapping',
  'PUT /device',
] as const;

const apiFaultKindSchema = z.discriminatedUnion('kind', [
  /** A failure the service itself states; 429 and 503 may say when to come back (`retryAfter`, seconds). */
  z.object({
    kind: z.literal('status'),
    status: z.number().int().min(400).max(599),
    message: z.string().default('simulated failure'),
    retryAfter: z.number().int().min(0).optional(),
  }),
  /** HTTP 200 whose `Code` says otherwise (facts.md §1.2). */
  z.object({
    kind: z.literal('code-in-200'),
    code: z.number().int().min(400).max(599),
    message: z.string().default('simulated failure'),
  }),
  /** A failure whose `Error` is a string holding JSON (facts.md §1.2, §1.11). */
  z.object({
    kind: z.literal('json-in-string'),
    status: z.number().int().min(400).max(599),
    code: z.number().int(),
    description: z.string(),
  }),
  /** A success that holds this instead of the right `Data`. */
  z.object({ kind: z.literal('data'), data: z.unknown() }),
  /** A refusal whose `Error` and `RequestId` repeat what was sent: token and body. */
  z.object({ kind: z.literal('echo'), status: z.number().int().min(400).max(599) }),
  /** Sent elsewhere, as a sign-in page of a network does. */
  z.object({ kind: z.literal('redirect') }),
  /** Said to be compressed, and is not. */
  z.object({ kind: z.literal('broken-gzip') }),
  /** The right reply, cut in the middle. */
  z.object({ kind: z.literal('truncated') }),
  /** A proxy's page instead of the service. */
  z.object({ kind: z.literal('html'), status: z.number().int().min(200).max(599).default(502) }),
  /** Never answers. */
  z.object({ kind: z.literal('hang') }),
  /** Answers rightly, `ms` late. */
  z.object({ kind: z.literal('slow'), ms: z.number().int().positive() }),
  /** The connection is closed without an answer. */
  z.object({ kind: z.literal('drop') }),
]);

export const apiFaultSchema = z.object({
  endpoint: z.enum(['*', ...endpoints]),
  /** How many requests it spoils; null is all of them until it is taken away. */
  count: z.number().int().positive().nullable().default(1),
  fault: apiFaultKindSchema,
});
export type ApiFault = z.infer<typeof apiFaultSchema>;

export const inviteFaultsSchema = z.object({
  /** Spelling of the vendor's headers (facts.md §4.3, §8, 24); `missing` leaves them out. */
  vendorHeaders: z.enum(['sdk', 'trunk', 'lower', 'upper', 'missing']).default('sdk'),
  /** `own` puts the agent's own SIP name in From, as seen on dial legs; `hostile` 10 kB of markup and bidi marks. */
  from: z.enum(['customer', 'own', 'hostile']).default('customer'),
  /** `none`: INVITE without a body. `no-audio`: no media line at all. `video-only`, `malformed`: as they say. */
  sdp: z.enum(['offer', 'none', 'no-audio', 'video-only', 'malformed']).default('offer'),
  /** A second INVITE at the same moment, of another call or of the same CallSid. */
  twice: z.enum(['no', 'other-call', 'same-callsid']).default('no'),
  /** CANCEL right behind the INVITE, before any reply (it crosses whatever the agent does). */
  cancelAtOnce: z.boolean().default(false),
  /** Wait before the INVITE goes out, in milliseconds. */
  delay: z.number().int().min(0).default(0),
});
export type InviteFaults = z.infer<typeof inviteFaultsSchema>;

export const faultsSchema = z.object({
  api: z.array(apiFaultSchema).default([]),
  /** How GET of one mapping shows the SIP secret (facts.md §1.9). */
  sipSecret: z.enum(['hex', 'plain', 'masked', 'empty']).default('hex'),
  /** The word for failure; both were seen (facts.md §1.2). */
  failureWord: z.enum(['Failed', 'failure']).default('Failed'),
  /** Every failure of the API comes under HTTP 200 with its `Code` inside (facts.md §8, 4). */
  failuresUnder200: z.boolean().default(false),
  register: z
    .object({
      /** Reply to REGISTER instead of dealing with it; `none` never replies. */
      reply: z
        .union([z.literal('none'), z.number().int().min(300).max(699)])
        .nullable()
        .default(null),
      /** Retry-After on that reply, in seconds. */
      retryAfter: z.number().int().min(0).nullable().default(null),
      /** How many REGISTERs are treated so; null is all. */
      count: z.number().int().positive().nullable().default(null),
      /** No nonce is ever accepted: each REGISTER is challenged anew. */
      wrongNonce: z.boolean().default(false),
      /** The next this many good answers are told that their nonce is stale. */
      stale: z.number().int().min(0).default(0),
      /** What a wrong secret is told: 401 again, or 403 (facts.md §4.2). */
      wrongSecret: z.union([z.literal(401), z.literal(403)]).default(401),
      /** Wait before each reply, in milliseconds. */
      delay: z.number().int().min(0).default(0),
    })
    .prefault({}),
  invite: inviteFaultsSchema.prefault({}),
  dialog: z
    .object({
      /** Reply to the agent's re-INVITE instead of answering it; `none` never replies. */
      reinvite: z
        .union([z.literal('none'), z.number().int().min(300).max(699)])
        .nullable()
        .default(null),
      info: z.number().int().min(200).max(699).default(200),
    })
    .prefault({}),
  edge: z
    .object({
      /** The edge leaves keep-alives without an answer. */
      ignorePings: z.boolean().default(false),
      /** The edge hears nothing: sockets stay open, every message is lost (a half-open connection). */
      deaf: z.boolean().default(false),
      /** New sockets are refused with 503. */
      refuseSockets: z.boolean().default(false),
    })
    .prefault({}),
});
export type Faults = z.infer<typeof faultsSchema>;

/** Nothing wrong. */
export function noFaults(): Faults {
  return faultsSchema.parse({});
}

/** The first fault set for this endpoint, counted down and taken away when it is used up. */
export function takeApiFault(faults: Faults, endpoint: string): ApiFault['fault'] | null {
  const index = faults.api.findIndex((entry) => entry.endpoint === '*' || entry.endpoint === endpoint);
  const entry = faults.api[index];
  if (!entry) return null;
  if (entry.count !== null) {
    entry.count -= 1;
    if (entry.count <= 0) faults.api.splice(index, 1);
  }
  return entry.fault;
}
