// The desk's side of the line: which secret it registers with, and what it makes of a refusal.
import { describe, expect, it } from 'vitest';
import type { LineAccount, LineOrder } from '../../../app/contract/line.ts';
import type { LineState, LineTrouble } from '../../../app/line/line.ts';
import { Desk } from '../../../main/desk/desk.ts';
import { LineDesk } from '../../../main/desk/line-desk.ts';
import { createLog } from '../../../main/log/log.ts';

const account: LineAccount = {
  sipUrl: 'wss://edge.test/wss',
  sipDomain: 'acme.voip.exotel.com',
  sipUser: 'asha',
  sipSecret: 'opened',
  stunServers: [],
};

function line() {
  const orders: LineOrder[] = [];
  const desk = new Desk({ perform: () => undefined, onFault: () => undefined });
  const log = createLog({ sink: () => undefined, now: () => 0 });
  const made = new LineDesk({ desk, log, now: () => 0, order: (order) => orders.push(order) });
  return {
    made,
    desk,
    /** Secrets registered with, and reconnections, in order. */
    tried: () => orders.map((order) => (order.kind === 'register' ? order.account.sipSecret : order.kind)),
    is: (state: LineState) => made.fact({ kind: 'state', state }),
    refuse: (trouble: LineTrouble = 'wrong-secret') =>
      made.fact({ kind: 'state', state: { kind: 'refused', trouble, code: 401 } }),
  };
}

const registered: LineState = { kind: 'registered', since: 1, expiresAt: 2 };

describe('a secret that may be read in two ways', () => {
  it.each<LineTrouble>(['wrong-secret', 'forbidden'])(
    'is tried the other way once the edge calls it wrong (%s), and nobody is told',
    (trouble) => {
      const { made, desk, tried, refuse, is } = line();
      made.use(account, 'plain');
      refuse(trouble);
      expect(tried()).toEqual(['opened', 'plain']);
      expect(desk.state.line.kind).toBe('off');
      is(registered);
      expect(desk.state.line).toEqual(registered);
      expect(made.ordersAtStart()[0]).toMatchObject({ kind: 'register', account: { sipSecret: 'plain' } });
    },
  );

  it('is not tried a third time by itself, and both ways again when the agent asks', () => {
    const { made, desk, tried, refuse } = line();
    made.use(account, 'plain');
    refuse();
    refuse();
    refuse();
    expect(tried()).toEqual(['opened', 'plain']);
    expect(desk.state.line.kind).toBe('refused');
    made.reconnect({ asked: true });
    refuse();
    expect(tried()).toEqual(['opened', 'plain', 'reconnect', 'opened']);
  });

  it('is left alone by every other refusal', () => {
    const { made, desk, tried, refuse } = line();
    made.use(account, 'plain');
    refuse('unknown-agent');
    expect(tried()).toEqual(['opened']);
    expect(desk.state.line.kind).toBe('refused');
  });
});

it('a secret that can be read in one way only is told wrong at once', () => {
  const { made, desk, tried, refuse } = line();
  made.use(account);
  refuse();
  expect(tried()).toEqual(['opened']);
  expect(desk.state.line.kind).toBe('refused');
});

it('the other way of one agent’s secret is never tried for the next one', () => {
  const { made, tried, refuse } = line();
  made.use(account, 'plain');
  made.use(null);
  made.use({ ...account, sipSecret: 'theirs' });
  refuse();
  expect(tried()).toEqual(['opened', 'unregister', 'theirs']);
});
