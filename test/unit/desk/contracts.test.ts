// What a window may send main: the contracts themselves, tried with everything that does not belong there.
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { z } from 'zod';
import { mumbai } from '../../../app/account/account.ts';
import type { Asks } from '../../../app/contract/channels.ts';
import { deskAsks } from '../../../app/contract/desk.ts';
import { lineAsks } from '../../../app/contract/line.ts';
import { popupAsks } from '../../../app/contract/popup.ts';
import { createLog } from '../../../main/log/log.ts';
import { answerAsks } from '../../../main/windows/channels.ts';

const long = 'x'.repeat(5_000);

/** Payloads of the right shape but for one value, by the ask they belong to. */
const spoilt: [keyof typeof deskAsks | keyof typeof popupAsks | keyof typeof lineAsks, unknown[]][] = [
  ['desk:answer', [{ callId: '' }, { callId: long }, { callId: 7 }, {}]],
  ['desk:decline', [{ callId: '' }, { callId: null }]],
  ['desk:hang-up', [{ callId: ['c'] }, { callId: long }]],
  ['desk:choose-device', [{ choice: 'unknown' }, { choice: '' }, {}]],
  [
    'desk:change-settings',
    [{ ringVolume: 2 }, { ringVolume: Number.NaN }, { country: 'India' }, { theme: 'pink' }],
  ],
  ['desk:dismiss-notice', [{ key: long }, { key: 1 }]],
  [
    'desk:sign-in',
    [
      { region: mumbai, appId: 'a', appSecret: 's', userId: ' ' },
      { region: mumbai, appId: 'a', appSecret: long, userId: 'u' },
      { region: { ...mumbai, apiBase: 'http://elsewhere.test' }, appId: 'a', appSecret: 's', userId: 'u' },
      { region: { ...mumbai, sipUrl: 'wss://*/' }, appId: 'a', appSecret: 's', userId: 'u' },
    ],
  ],
  ['desk:sign-in-stored', [{ accountId: '' }, { accountId: long }, {}]],
  ['popup:answer', [{ callId: '' }, {}, { callId: long }]],
  ['popup:painted', [{ callId: {} }]],
  [
    'line:fact',
    [
      { kind: 'registered' },
      { kind: 'established', callId: 'c', at: 'now' },
      { kind: 'ended', callId: 'c', reason: 'bored', code: null, at: 1 },
      { kind: 'state', state: { kind: 'registered' } },
      { kind: 'fault', where: long, detail: '', callId: null, at: 1 },
      { kind: 'microphone', microphone: 'loud' },
    ],
  ],
];

const maps: [Parameters<typeof answerAsks>[1], Asks][] = [
  ['desk', deskAsks],
  ['popup', popupAsks],
  ['line', lineAsks],
];

describe.each(maps)('what the %s window asks', (role, asks) => {
  const origin = `app://${role}`;
  const mainFrame = { origin };
  const listeners = new Map<string, (event: unknown, payload?: unknown) => unknown>();
  const ipc = { handle: (name: string, listen: (event: unknown) => unknown) => listeners.set(name, listen) };
  const handled = vi.fn<(name: string, request: unknown) => void>();
  const handlers = Object.fromEntries(
    Object.keys(asks).map((name) => [name, (request: unknown) => handled(name, request)]),
  );
  const log = createLog({ sink: () => undefined, now: () => 0 });
  Reflect.apply(answerAsks, undefined, [{ mainFrame, ipc }, role, asks, handlers, log]);
  const ask = async (name: string, payload?: unknown) =>
    listeners.get(name)?.({ senderFrame: mainFrame }, payload);
  const schemaOf = (name: string): z.ZodType | undefined => asks[name]?.request;

  it.each(spoilt.filter(([name]) => name in asks))(
    'is refused where one thing of %s is wrong',
    async (name, payloads) => {
      for (const payload of payloads) {
        handled.mockClear();
        expect(await ask(name, payload), JSON.stringify(payload).slice(0, 80)).toMatchObject({
          ok: false,
          failure: { reason: 'bad-input' },
        });
        expect(handled).not.toHaveBeenCalled();
      }
    },
  );

  it.each(Object.keys(asks))(
    'as %s reaches main only as its contract has it, whatever is sent',
    async (name) => {
      await fc.assert(
        fc.asyncProperty(fc.anything({ maxDepth: 2 }), async (payload) => {
          handled.mockClear();
          await ask(name, payload);
          const read = schemaOf(name)?.safeParse(payload);
          expect(handled.mock.calls).toEqual(read?.success ? [[name, read.data]] : []);
          if (payload !== undefined)
            expect(typeof payload === 'object' || handled.mock.calls.length === 0).toBe(true);
        }),
        { numRuns: 40 },
      );
    },
  );
});
