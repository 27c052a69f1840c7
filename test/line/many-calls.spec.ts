// However many calls there were, and however each ended: every one ends once, and leaves nothing in the window.
import { SyntheticDescription } from '../../simulator/sip/sdp.ts';
import { expect, type LineWindow, test } from './fixture.ts';
import { census, grown } from './heap.ts';
import { ScriptedCall } from './scripted-call.ts';

const offer = new SyntheticDescription().text('sendrecv', 'actpass');

/** Calls of one run; each way of ending has its share. */
const calls = 60;
/** Races of one run; each order the agent gives in them has its share. */
const races = 40;

/** Milliseconds after its end in which a call is forgotten: 64*T1 (RFC 3261 §17), and a little. */
const forgotten = 36_000;
/** Milliseconds after which a line that is lost is tried again within as long. */
const stable = 10_000;

interface Rung {
  readonly line: LineWindow;
  readonly call: ScriptedCall;
  readonly callId: string;
}

type End = (rung: Rung, count: number) => Promise<void>;

const ends: readonly End[] = [
  async function givenUpByCaller({ call }) {
    call.cancel();
  },
  async function declined({ line, callId }) {
    await line.order({ kind: 'decline', callId });
  },
  async function hungUpByCustomer(rung) {
    await answered(rung);
    rung.call.bye();
  },
  async function hungUpByAgent(rung) {
    await answered(rung);
    await rung.line.order({ kind: 'hang-up', callId: rung.callId });
  },
  async function hungUpAfterRenewal(rung) {
    await answered(rung);
    await rung.call.replyTo(rung.call.send('INVITE', [], offer), 'INVITE');
    rung.call.ack();
    rung.call.bye();
  },
  async function lostWithItsSocket({ line, callId }) {
    await line.pass(stable);
    await line.registeredAnewBy(async () => {
      line.edge.cut();
      await line.fact('ended', (fact) => fact.callId === callId);
      await line.pass(stable);
    });
  },
];

const orders = ['answer', 'decline', 'hang-up', 'refuse-busy'] as const;

const race: End = async ({ line, call, callId }, count) => {
  const acts = [
    () => line.order({ kind: 'answer', callId }),
    () => line.order({ kind: orders[count % orders.length] ?? 'answer', callId }),
    async () => call.cancel(),
    async () => call.ack(),
    async () => void call.send('BYE'),
    () => line.order({ kind: 'hang-up', callId }),
  ];
  // Each race begins with another act, and every other one goes the other way round.
  const turned = [...acts.slice(count % acts.length), ...acts.slice(0, count % acts.length)];
  await Promise.all((count % 2 === 0 ? turned : turned.toReversed()).map((act) => act()));
};

test.use({ clock: true });

test(`${calls} calls each end once and leave nothing behind`, async ({ line }) => {
  await goesThrough(line, ends, calls);
});

test(`${races} races of the agent against the edge each leave one end, and nothing else`, async ({
  line,
}) => {
  await goesThrough(
    line,
    Array.from(orders, () => race),
    races,
  );
});

/** Rings once for each of the ways, so that what is made only once is there, and then `many` times. */
async function goesThrough(line: LineWindow, ways: readonly End[], many: number): Promise<void> {
  const ended: string[] = [];
  line.facts.subscribe(({ fact }) => {
    if (fact.kind === 'ended') ended.push(fact.callId);
  });
  await line.registered();
  const ring = async (times: number) => {
    for (let count = 0; count < times; count += 1) await ringOnce(line, ways[count % ways.length], count);
    await line.pass(forgotten);
    return census(line.page);
  };
  const before = await ring(ways.length);
  const after = await ring(many);
  expect(new Set(ended).size).toBe(ways.length + many);
  expect(ended).toHaveLength(ways.length + many);
  expect(await line.openConnections()).toBe(0);
  expect((await line.microphones()).filter((state) => state.endsWith('live'))).toEqual([]);
  // What one way of ending keeps of its calls, there are so many more of; the last call alone may not be gone yet.
  expect(grown(before, after, Math.floor(many / ways.length))).toEqual([]);
}

async function ringOnce(line: LineWindow, end: End | undefined, count: number): Promise<void> {
  const sid = crypto.randomUUID();
  const call = new ScriptedCall(line.edge, { sdp: offer, headers: [['X-Exotel-CallSid', sid]] });
  const { callId } = await line.fact('invited', ({ callSid }) => callSid === sid);
  await end?.({ line, call, callId }, count);
  await line.fact('ended', (fact) => fact.callId === callId);
}

async function answered({ line, call, callId }: Rung): Promise<void> {
  await line.order({ kind: 'answer', callId });
  await call.reply(200);
  call.ack();
  await line.fact('established', (fact) => fact.callId === callId);
}
