// The line: our SIP endpoint as the rest of the phone sees it.
import { z } from 'zod';

/** Why the line is not registered. */
export const lineTroubleSchema = z.enum([
  'no-network',
  'edge-unreachable',
  'socket-lost',
  'no-reply',
  'server-error',
  'wrong-secret',
  'authentication-unsupported',
  'forbidden',
  'unknown-agent',
  'line-crashed',
]);
export type LineTrouble = z.infer<typeof lineTroubleSchema>;

/**
 * `off`: nobody is signed in. `connecting`: the socket is being opened. `registering`: REGISTER is under
 * way. `registered`: the edge can ring us until `expiresAt`. `waiting`: it failed and goes on by itself at
 * `retryAt`. `refused`: the edge said no in a way that trying again cannot mend (facts.md §4.2); the agent
 * must act. All times are milliseconds since the epoch.
 */
export const lineStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  z.object({ kind: z.literal('connecting'), attempt: z.number().int().min(0) }),
  z.object({ kind: z.literal('registering') }),
  z.object({ kind: z.literal('registered'), since: z.number(), expiresAt: z.number() }),
  z.object({
    kind: z.literal('waiting'),
    trouble: lineTroubleSchema,
    attempt: z.number().int().min(1),
    retryAt: z.number(),
  }),
  z.object({ kind: z.literal('refused'), trouble: lineTroubleSchema, code: z.number().int().nullable() }),
]);
export type LineState = z.infer<typeof lineStateSchema>;

/** What is known of the microphone; `unknown` while the system would still have to ask. */
export const microphoneStateSchema = z.enum(['unknown', 'ready', 'denied', 'missing', 'busy']);
export type MicrophoneState = z.infer<typeof microphoneStateSchema>;
