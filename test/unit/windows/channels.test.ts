// A window's asks are answered only when the window itself asks, and asks properly.
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type Asks, nothing } from '../../../app/contract/channels.ts';
import { OffhookError } from '../../../app/failure.ts';
import { createLog } from '../../../main/log/log.ts';
import { answerAsks, type Handlers, tell } from '../../../main/windows/channels.ts';

const asks = {
  'desk:greet': { request: z.object({ name: z.string().trim().max(5) }), reply: z.string() },
  'desk:nothing': { request: nothing, reply: nothing },
} as const satisfies Asks;

function page(handlers: Partial<Handlers<typeof asks>> = {}) {
  const lines: string[] = [];
  const listeners = new Map<string, (event: unknown, payload?: unknown) => unknown>();
  const mainFrame = { origin: 'app://desk' };
  const contents = {
    mainFrame,
    ipc: {
      handle: (name: string, listener: (event: unknown, payload?: unknown) => unknown) =>
        listeners.set(name, listener),
    },
  };
  const all: Handlers<typeof asks> = {
    'desk:greet': ({ name }) => `hello ${name}`,
    'desk:nothing': () => undefined,
    ...handlers,
  };
  const log = createLog({ sink: (line) => lines.push(line), now: () => 0 });
  Reflect.apply(answerAsks, undefined, [contents, 'desk', asks, all, log]);
  const ask = async (name: string, payload?: unknown, senderFrame: unknown = mainFrame) =>
    listeners.get(name)?.({ senderFrame }, payload);
  return { ask, lines, listeners, mainFrame };
}

describe('asking main', () => {
  it('gives the handler what the schema read, and the window the reply', async () => {
    expect(await page().ask('desk:greet', { name: ' Asha ', more: 1 })).toEqual({
      ok: true,
      value: 'hello Asha',
    });
    expect(await page().ask('desk:nothing')).toEqual({ ok: true, value: undefined });
  });

  it('registers the asks of its map and no other', () => {
    expect([...page().listeners.keys()]).toEqual(['desk:greet', 'desk:nothing']);
  });

  it.each([
    ['a frame within the page', { origin: 'app://desk' }],
    ['a frame that is gone', null],
  ])('is refused to %s', async (_who, frame) => {
    const handler = vi.fn(() => '');
    const answer = await page({ 'desk:greet': handler }).ask('desk:greet', { name: 'a' }, frame);
    expect(answer).toMatchObject({ ok: false, failure: { reason: 'bad-input' } });
    expect(handler).not.toHaveBeenCalled();
  });

  it('is refused to a page that came from elsewhere', async () => {
    const handler = vi.fn(() => '');
    const { ask, mainFrame } = page({ 'desk:greet': handler });
    for (const origin of ['https://desk', 'app://line', 'null', '']) {
      mainFrame.origin = origin;
      expect(await ask('desk:greet', { name: 'a' })).toMatchObject({ ok: false });
    }
    expect(handler).not.toHaveBeenCalled();
  });

  it('is refused, loudly and without repeating what was sent, when it does not fit the schema', async () => {
    const { ask, lines } = page();
    const answer = await ask('desk:greet', { name: 'hunter2-hunter2' });
    expect(answer).toMatchObject({ ok: false, failure: { reason: 'bad-input', detail: 'name too_big' } });
    expect(lines.join()).toContain('ask-refused');
    expect(`${JSON.stringify(answer)}${lines.join()}`).not.toContain('hunter2');
  });

  it('is not answered with what the window would have to refuse: that is an error, told by its place', async () => {
    const { ask, lines } = page({ 'desk:greet': () => 7 as never });
    expect(await ask('desk:greet', { name: 'a' })).toMatchObject({
      ok: false,
      failure: { reason: 'internal' },
    });
    expect(lines.join()).toContain('desk:greet does not fit its contract: payload invalid_type');
  });

  it('gets a failure’s reason, but nothing of an error that nobody foresaw', async () => {
    const expected = page({
      'desk:nothing': () => {
        throw new OffhookError('no-network');
      },
    });
    expect(await expected.ask('desk:nothing')).toMatchObject({ failure: { reason: 'no-network' } });
    const surprise = page({ 'desk:nothing': () => Promise.reject(new Error('at /home/agent')) });
    const answer = await surprise.ask('desk:nothing');
    expect(answer).toEqual({ ok: false, failure: { reason: 'internal', requestId: null, detail: null } });
    expect(surprise.lines.join()).toContain('ask-failed');
  });
});

describe('telling a window', () => {
  const tells = { 'desk:change': z.object({ revision: z.number() }) } as const;

  it('reaches a live page', () => {
    const send = vi.fn();
    tell({ isDestroyed: () => false, isCrashed: () => false, send }, tells, 'desk:change', { revision: 1 });
    expect(send).toHaveBeenCalledExactlyOnceWith('desk:change', { revision: 1 });
  });

  it('is refused loudly, and without repeating it, for what the window would have to hide', () => {
    const send = vi.fn();
    const live = { isDestroyed: () => false, isCrashed: () => false, send };
    const telling = () => tell(live, tells, 'desk:change', { revision: 'hunter2' as never });
    expect(telling).toThrow('desk:change does not fit its contract: revision invalid_type');
    expect(telling).not.toThrow('hunter2');
    expect(send).not.toHaveBeenCalled();
  });

  it('does nothing when the window is gone or its page has crashed', () => {
    const send = vi.fn();
    tell(null, tells, 'desk:change', { revision: 1 });
    tell({ isDestroyed: () => true, isCrashed: () => false, send }, tells, 'desk:change', { revision: 1 });
    tell({ isDestroyed: () => false, isCrashed: () => true, send }, tells, 'desk:change', { revision: 1 });
    expect(send).not.toHaveBeenCalled();
  });
});
