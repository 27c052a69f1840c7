// What went wrong, as a value: a reason the interface has words for, and context a log may hold.
import { z } from 'zod';

/**
 * Every reason the phone can give for a thing that did not work. Each has a title and an advice
 * in the text catalogue under `failure.<reason>`.
 */
export const failureReasons = [
  'bad-input',
  'wrong-credentials',
  'token-expired',
  'unknown-agent',
  'agent-inactive',
  'sign-in-doubted',
  'trial-account',
  'voip-not-enabled',
  'sip-secret-masked',
  'no-network',
  'timed-out',
  'rate-limited',
  'service-unavailable',
  'service-refused',
  'unreadable-reply',
  'keyring-unavailable',
  'keyring-locked',
  'keyring-silent',
  'no-such-account',
  'device-missing',
  'device-conflict',
  'device-not-changed',
  'microphone-denied',
  'microphone-missing',
  'microphone-busy',
  'in-call',
  'no-such-call',
  'call-not-ringing',
  'not-signed-in',
  'calls-set-aside',
  'calls-not-kept',
  'internal',
] as const;

export const failureReasonSchema = z.enum(failureReasons);
export type FailureReason = z.infer<typeof failureReasonSchema>;

export const failureSchema = z.object({
  reason: failureReasonSchema,
  /** The vendor's RequestId, the only handle its support knows (facts.md §1.2); null when there was none. */
  requestId: z.string().nullable(),
  /** One line for the person, from the vendor's own description where it gave one; never a secret. */
  detail: z.string().nullable(),
});
/** A failure as it crosses to a window. */
export type Failure = z.infer<typeof failureSchema>;

/** An expected failure, thrown inside a process and turned into a {@link Failure} at its boundary. */
export class OffhookError extends Error {
  readonly reason: FailureReason;
  readonly requestId: string | null;
  readonly detail: string | null;

  constructor(
    reason: FailureReason,
    context: { detail?: string | null; requestId?: string | null; cause?: unknown } = {},
  ) {
    super(
      context.detail ? `${reason}: ${context.detail}` : reason,
      context.cause === undefined ? undefined : { cause: context.cause },
    );
    this.name = 'OffhookError';
    this.reason = reason;
    this.requestId = context.requestId ?? null;
    this.detail = context.detail ?? null;
  }

  toFailure(): Failure {
    return { reason: this.reason, requestId: this.requestId, detail: this.detail };
  }
}

/** Any thrown thing as a {@link Failure}; what we did not expect becomes `internal`, without its message. */
export function toFailure(error: unknown): Failure {
  if (error instanceof OffhookError) return error.toFailure();
  return { reason: 'internal', requestId: null, detail: null };
}
