// Answers what a window asks and tells it what it should know: by the contract's maps, and nothing else.
import type { IpcMainInvokeEvent, WebContents } from 'electron';
import type { z } from 'zod';
import type { Answer, Asks, ReplyOf } from '../../app/contract/channels.ts';
import { OffhookError, toFailure } from '../../app/failure.ts';
import type { Log } from '../log/log.ts';
import { isOf, type WindowRole } from './roles.ts';

/** What main does for each name a window may ask by; the request has been read by its schema. */
export type Handlers<A extends Asks> = {
  readonly [K in keyof A]: (request: z.output<A[K]['request']>) => ReplyOf<A, K> | Promise<ReplyOf<A, K>>;
};

/** The names main tells a window by, each with the schema of its payload. */
export type Tells = Readonly<Record<string, z.ZodType>>;

type Asked = Pick<WebContents, 'mainFrame'> & { ipc: Pick<WebContents['ipc'], 'handle'> };

/**
 * Answers each ask of one window's page, and only of that page: the channels do not exist for other windows,
 * and a frame within the page or a page of another origin is refused. What a handler throws becomes a failure.
 */
export function answerAsks<A extends Asks>(
  contents: Asked,
  role: WindowRole,
  asks: A,
  handlers: Handlers<A>,
  log: Log,
): void {
  for (const name of namesOf(asks)) {
    const contract = asks[name];
    if (contract === undefined) continue;
    const { request, reply } = contract;
    contents.ipc.handle(name, async (event, payload): Promise<Answer<unknown>> => {
      try {
        refuseStranger(event, contents, role);
        const read = readRequest<A[typeof name]['request']>(request, payload);
        return { ok: true, value: fitting(reply, name, await handlers[name](read)) };
      } catch (error) {
        const failure = toFailure(error);
        if (failure.reason === 'internal') log.error('ask-failed', { name, error });
        else if (failure.reason === 'bad-input') log.warn('ask-refused', { name, detail: failure.detail });
        return { ok: false, failure };
      }
    });
  }
}

function namesOf<A extends Asks>(asks: A): (keyof A & string)[] {
  return Object.keys(asks);
}

function refuseStranger(
  event: Pick<IpcMainInvokeEvent, 'senderFrame'>,
  contents: Pick<WebContents, 'mainFrame'>,
  role: WindowRole,
): void {
  const frame = event.senderFrame;
  if (frame === null || frame !== contents.mainFrame || !isOf(role, frame.origin)) {
    throw new OffhookError('bad-input', { detail: 'asked from elsewhere than the window itself' });
  }
}

function readRequest<S extends z.ZodType>(schema: S, payload: unknown): z.output<S> {
  const read = schema.safeParse(payload);
  if (read.success) return read.data;
  throw new OffhookError('bad-input', { detail: placesIn(read.error, 'request') });
}

/**
 * What main is about to send, as its contract has it: a window would hide what does not fit.
 *
 * @throws Error that names where it does not
 */
function fitting<S extends z.ZodType>(schema: S, name: string, payload: unknown): z.output<S> {
  const read = schema.safeParse(payload);
  if (read.success) return read.data;
  throw new Error(`${name} does not fit its contract: ${placesIn(read.error, 'payload')}`);
}

/** Names the places only, never what stood there: it may be a secret. */
function placesIn(error: z.ZodError, whole: string): string {
  const places = error.issues.map((issue) => `${issue.path.join('.') || whole} ${issue.code}`);
  return places.slice(0, 5).join(', ');
}

type Told = Pick<WebContents, 'isDestroyed' | 'isCrashed' | 'send'>;

/**
 * Tells a window something by a name of its map. A window that is gone is not told: it asks for everything
 * when it comes back.
 *
 * @throws Error where the payload does not fit the contract
 */
export function tell<T extends Tells, K extends keyof T & string>(
  contents: Told | null,
  tells: T,
  name: K,
  payload: z.input<T[K]>,
): void {
  if (contents === null || contents.isDestroyed() || contents.isCrashed()) return;
  const schema: z.ZodType | undefined = tells[name];
  if (schema !== undefined) contents.send(name, fitting(schema, name, payload));
}
