// How a channel between main and a window is written down: its payload and its reply, each with a schema.
import { z } from 'zod';
import { failureSchema } from '../failure.ts';

/** One thing a window may ask of main. Main reads `request` by its schema before it does anything. */
export interface Ask {
  request: z.ZodType;
  reply: z.ZodType;
}

/** No payload, or an answer without a value; the key may be gone, since JSON keeps no undefined. */
export const nothing = z.undefined().optional();

/** What main answers: the reply asked for, or why not. Errors never cross as exceptions. */
export type Answer<T> = { ok: true; value: T } | { ok: false; failure: z.infer<typeof failureSchema> };

/** The schema of {@link Answer} around a reply. */
export function answerSchema<T extends z.ZodType>(reply: T) {
  return z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value: reply }),
    z.object({ ok: z.literal(false), failure: failureSchema }),
  ]);
}

/** Asks by name: the map of one window's way to main. */
export type Asks = Record<string, Ask>;

export type RequestOf<A extends Asks, K extends keyof A> = z.input<A[K]['request']>;
export type ReplyOf<A extends Asks, K extends keyof A> = z.output<A[K]['reply']>;
