// What the agent is told of each refusal.
import { expect, test } from 'vitest';
import { failureOf, type Purpose } from '../../../app/exotel/refusal.ts';
import type { FailureReason } from '../../../app/failure.ts';

const refusal = { status: 400, code: null, description: null, requestId: 'r-1', isVendors: true };

test.each<[number, Purpose, FailureReason]>([
  [401, 'token', 'wrong-credentials'],
  [404, 'token', 'wrong-credentials'],
  [401, 'mapping', 'token-expired'],
  [404, 'mapping', 'unknown-agent'],
  [404, 'device-on', 'device-missing'],
  [404, 'device-off', 'unknown-agent'],
  [400, 'device-on', 'device-missing'],
  [409, 'device-on', 'device-conflict'],
  [409, 'mapping', 'service-refused'],
  [404, 'app', 'service-refused'],
  [429, 'mapping', 'rate-limited'],
  [500, 'mapping', 'service-unavailable'],
  [503, 'token', 'service-unavailable'],
  [402, 'mapping', 'service-refused'],
])('%i on %s is %s', (status, purpose, reason) => {
  expect(failureOf({ ...refusal, status }, purpose)).toMatchObject({ reason, requestId: 'r-1' });
});

test.each<[number, number, FailureReason]>([
  [500, 10715, 'agent-inactive'],
  [403, 10810, 'device-conflict'],
  [401, 1010, 'service-refused'],
])('%i with code %i is %s: the code outranks the status', (status, code, reason) => {
  expect(failureOf({ ...refusal, status, code }, 'mapping').reason).toBe(reason);
});

test('a trial account is told as such, by the only thing that tells it', () => {
  const trial = { ...refusal, status: 403, description: 'This is a trial account. Operation not permitted.' };
  expect(failureOf(trial, 'mapping')).toMatchObject({ reason: 'trial-account', detail: trial.description });
  expect(failureOf({ ...refusal, status: 403 }, 'mapping').reason).toBe('service-refused');
});
