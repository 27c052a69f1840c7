// What a refusal of the vendor's means to the agent.
import { type FailureReason, OffhookError } from '../failure.ts';
import type { Refusal } from './envelope.ts';

/** What a request was for: the same status means different things. */
export type Purpose = 'token' | 'app' | 'app-settings' | 'mapping' | 'device-on' | 'device-off';

/** Codes inside the error (facts.md §1.11). They outrank the status, which differs between the vendor's layers. */
const reasonOfCode = new Map<number, FailureReason>([
  [10715, 'agent-inactive'],
  [10731, 'unknown-agent'],
  [1012, 'device-conflict'],
  [10705, 'device-conflict'],
  [10809, 'device-conflict'],
  [10810, 'device-conflict'],
  [10811, 'device-conflict'],
  [10817, 'device-conflict'],
  // The account's own API key behind the app is bad: a new token would not mend it.
  [1010, 'service-refused'],
]);

/** The failure a refusal stands for, with the vendor's own line and RequestId. */
export function failureOf(refusal: Refusal, purpose: Purpose): OffhookError {
  return new OffhookError(reasonOf(refusal, purpose), {
    detail: refusal.description,
    requestId: refusal.requestId,
  });
}

function reasonOf(refusal: Refusal, purpose: Purpose): FailureReason {
  const byCode = refusal.code === null ? undefined : reasonOfCode.get(refusal.code);
  if (byCode !== undefined) return byCode;
  if (refusal.status >= 500) return 'service-unavailable';
  switch (refusal.status) {
    case 401:
      return purpose === 'token' ? 'wrong-credentials' : 'token-expired';
    case 403:
      return /\btrial\b/i.test(refusal.description ?? '') ? 'trial-account' : 'service-refused';
    case 429:
      return 'rate-limited';
    case 400:
      // The body is ours and right, so turning on was refused since there is nothing to turn on.
      return purpose === 'device-on' ? 'device-missing' : 'service-refused';
    case 404:
      return reasonOfMissing(purpose);
    case 409:
      return purpose === 'device-on' || purpose === 'device-off' ? 'device-conflict' : 'service-refused';
    default:
      return 'service-refused';
  }
}

function reasonOfMissing(purpose: Purpose): FailureReason {
  switch (purpose) {
    case 'token':
      return 'wrong-credentials';
    case 'mapping':
    case 'device-off':
      return 'unknown-agent';
    case 'device-on':
      return 'device-missing';
    case 'app':
    case 'app-settings':
      return 'service-refused';
  }
}
