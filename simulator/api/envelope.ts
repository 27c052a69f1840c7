// The envelope around every reply of the Integrations API (facts.md §1.2).
import { randomUUID } from 'node:crypto';

export interface Envelope {
  RequestId: string;
  Status: string;
  Code: number;
  Error: string;
  Data: unknown;
}

/** A refusal, thrown by a route and put into an envelope at the door. */
export class Refusal extends Error {
  readonly status: number;
  readonly retryAfter: number | undefined;

  constructor(status: number, message: string, retryAfter?: number) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

export function success(data: unknown): Envelope {
  return { RequestId: randomUUID(), Status: 'Success', Code: 200, Error: '', Data: data };
}

export function failure(code: number, error: string, word: string): Envelope {
  return { RequestId: randomUUID(), Status: word, Code: code, Error: error, Data: null };
}

/** The `Error` of calls and devices: a string that itself holds JSON (facts.md §1.2, §1.11). */
export function nestedError(status: number, code: number, description: string): string {
  return JSON.stringify({
    http_code: status,
    response: {
      code: status,
      error_data: { code, message: 'Request failed', description },
      status: 'failure',
    },
  });
}
