// The one policy every request to the service goes by: time-outs, retries of reads, a circuit breaker per host.
import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  type IRetryBackoffContext,
  isTaskCancelledError,
  retry,
  TimeoutStrategy,
  timeout,
} from 'cockatiel';
import { type Hide, type Refusal, readEnvelope } from '../../app/exotel/envelope.ts';
import { failureOf, type Purpose } from '../../app/exotel/refusal.ts';
import { type FailureReason, OffhookError } from '../../app/failure.ts';
import { type Fetch, type HttpReply, type HttpRequest, sendHttp } from './http.ts';
import { readRetryAfter } from './retry-after.ts';
import { unlessAborted } from './unless-aborted.ts';

export interface ServiceRequest extends HttpRequest {
  purpose: Purpose;
  /** True where asking twice does no more than asking once: only then is a failed try made again. */
  repeatable: boolean;
  /** Milliseconds one try may take; {@link defaultTimeout} unless told. */
  timeout?: number;
}

/** What came back: `Data` of the envelope, not yet read by its schema. */
export interface ServiceReply {
  data: unknown;
  requestId: string | null;
}

/** One try, for the log: the path without its query, since that names the agent. */
export interface ServiceTry {
  method: string;
  path: string;
  /** HTTP status; null when none came. */
  status: number | null;
  /** Milliseconds. */
  took: number;
  requestId: string | null;
  /** Why it failed; null when it did not. */
  reason: FailureReason | 'cancelled' | null;
}

export interface ServiceOptions {
  fetch: Fetch;
  log?: (attempt: ServiceTry) => void;
  /** What the service tells is shown and logged without the secrets it may echo. */
  hide?: Hide;
  /** 0 to 1, for the jitter. */
  random?: () => number;
}

/** A refusal by the service. */
export class ServiceError extends OffhookError {
  /** HTTP status, or the envelope's `Code` where HTTP said 200. */
  readonly status: number;
  /** The pause it asked for, in milliseconds; null when it named none. */
  readonly retryAfter: number | null;
  /** True where the vendor's own envelope said it. */
  readonly isVendors: boolean;

  constructor(refusal: Refusal, purpose: Purpose, retryAfter: number | null) {
    const error = failureOf(refusal, purpose);
    super(error.reason, error);
    this.status = refusal.status;
    this.retryAfter = retryAfter;
    this.isVendors = refusal.isVendors;
  }
}

/** Sends requests to the service. Rejects with an OffhookError, or with the signal's reason once aborted. */
export interface Service {
  send(request: ServiceRequest, signal: AbortSignal): Promise<ServiceReply>;
}

/** Milliseconds one try may take. The vendor publishes no time-outs; integrators use this (facts.md §1.1). */
const defaultTimeout = 10_000;

/** Tries after the first. */
const retries = 2;
/** Milliseconds: the middle of the first pause, doubled with each. */
const firstPause = 400;
/** The longest `Retry-After` a person is kept waiting for, in milliseconds; beyond it they are told at once. */
const longestPause = 8_000;

/** Failed tries in a row after which a host is left alone, and for how many milliseconds. */
const breakAfter = 5;
const restTime = 15_000;

/** A try worth making again. A hung connection is not: the agent has waited long enough. */
const passing = new Set<FailureReason>(['no-network', 'service-unavailable', 'rate-limited']);

/** What speaks for a host in trouble; a missing network says nothing of the host. */
const hostTrouble = new Set<FailureReason>(['timed-out', 'service-unavailable']);

export function createService(options: ServiceOptions): Service {
  const random = options.random ?? Math.random;
  const breakers = new Map<string, CircuitBreakerPolicy>();

  function breakerOf(host: string): CircuitBreakerPolicy {
    const known = breakers.get(host);
    if (known !== undefined) return known;
    const made = circuitBreaker(
      handleWhen((error) => error instanceof OffhookError && hostTrouble.has(error.reason)),
      { halfOpenAfter: restTime, breaker: new ConsecutiveBreaker(breakAfter) },
    );
    breakers.set(host, made);
    return made;
  }

  const retrying = retry(handleWhen(isWorthRetrying), {
    maxAttempts: retries,
    backoff: new DelegateBackoff((context: IRetryBackoffContext<unknown>) => pause(context, random)),
  });

  return {
    async send(request, signal) {
      signal.throwIfAborted();
      const breaker = breakerOf(new URL(request.url).host);
      const limit = timeout(request.timeout ?? defaultTimeout, TimeoutStrategy.Aggressive);
      const limited = async (): Promise<ServiceReply> => {
        try {
          return await limit.execute((context) => sendOnce(options, request, context.signal), signal);
        } catch (error) {
          throw asFailure(error, signal);
        }
      };
      const attempt = async (): Promise<ServiceReply> => {
        signal.throwIfAborted();
        try {
          // The breaker counts what it can name: a time-out has its reason by then.
          return await breaker.execute(limited, signal);
        } catch (error) {
          throw asFailure(error, signal);
        }
      };
      // A pause between tries is not waited out once the caller has gone.
      return unlessAborted(request.repeatable ? retrying.execute(attempt, signal) : attempt(), signal);
    },
  };
}

async function sendOnce(
  options: ServiceOptions,
  request: ServiceRequest,
  signal: AbortSignal,
): Promise<ServiceReply> {
  const began = performance.now();
  const note = { status: null as number | null, requestId: null as string | null };
  const log = (reason: ServiceTry['reason']) =>
    options.log?.({
      method: request.method,
      path: new URL(request.url).pathname,
      took: Math.round(performance.now() - began),
      ...note,
      reason,
    });
  try {
    const reply = await sendHttp(options.fetch, request, signal);
    note.status = reply.status;
    const read = readReply(reply, request.purpose, options.hide);
    note.requestId = read.requestId;
    log(null);
    return read;
  } catch (error) {
    if (error instanceof OffhookError) note.requestId = error.requestId;
    // The time-out's signal and the caller's look alike here.
    log(error instanceof OffhookError ? error.reason : 'cancelled');
    throw error;
  }
}

/** @throws ServiceError for a refusal, OffhookError for what can't be read */
function readReply(reply: HttpReply, purpose: Purpose, hide?: Hide): ServiceReply {
  const envelope = readEnvelope(reply, hide);
  if (envelope.ok) return { data: envelope.data, requestId: envelope.requestId };
  throw new ServiceError(envelope.refusal, purpose, readRetryAfter(reply.retryAfter, Date.now()));
}

function asFailure(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof BrokenCircuitError) return new OffhookError('service-unavailable', { cause: error });
  if (isTaskCancelledError(error)) return new OffhookError('timed-out', { cause: error });
  return error;
}

function isWorthRetrying(error: unknown): boolean {
  if (!(error instanceof OffhookError) || !passing.has(error.reason)) return false;
  if (error.cause instanceof BrokenCircuitError) return false;
  return !(error instanceof ServiceError) || (error.retryAfter ?? 0) <= longestPause;
}

/** The pause before the next try: at least what was asked for, spread so that desktops do not march in step. */
function pause(context: IRetryBackoffContext<unknown>, random: () => number): number {
  const error = 'error' in context.result ? context.result.error : null;
  const asked = error instanceof ServiceError ? (error.retryAfter ?? 0) : 0;
  return asked + firstPause * 2 ** (context.attempt - 1) * (0.5 + random());
}
