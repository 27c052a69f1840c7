// A desk that is open all day: what it holds does not grow with the calls that went by.
import type { RecentCall } from '../../app/desk/state.ts';
import { type DeskPage, expect, signedIn, test } from './desk-page.ts';
import { now } from './scenes.ts';

const listed = 20;
const dawn = now - 6 * 3_600_000;

function callNumber(index: number): RecentCall {
  const rangAt = dawn + index * 60_000;
  return {
    id: `call-${index}`,
    callSid: null,
    direction: 'inbound',
    caller: { e164: '+919876543210', display: '098765 43210', name: `Customer ${index}` },
    calledNumber: '080 4718 9000',
    rangAt,
    answeredAt: rangAt + 5_000,
    endedAt: rangAt + 50_000,
    reason: 'hung-up-by-customer',
  };
}

/** The list after so many calls, newest first, of objects that are new as those that come over IPC are. */
function listAfter(count: number): RecentCall[] {
  return Array.from({ length: listed }, (_, index) => callNumber(count - index));
}

/** How many objects that say what a row says are still held by anything in the page: counted after a collection. */
async function rowsHeld({ page }: DeskPage): Promise<number> {
  const cdp = await page.context().newCDPSession(page);
  const { result: all } = await cdp.send('Runtime.evaluate', { expression: 'Object.prototype' });
  if (all.objectId === undefined) throw new Error('the page has no objects');
  const { objects } = await cdp.send('Runtime.queryObjects', { prototypeObjectId: all.objectId });
  if (objects.objectId === undefined) throw new Error('the objects of the page could not be counted');
  const { result } = await cdp.send('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration:
      "function () { return this.filter((one) => Object.hasOwn(one, 'endedAt') && Object.hasOwn(one, 'caller')).length }",
  });
  await cdp.detach();
  return result.value;
}

test('the desk holds the calls that it lists, and not those of every push that went by', async ({
  openDesk,
}) => {
  const desk = await openDesk({ ...signedIn, recent: listAfter(listed) });
  let count = listed;
  const heldAfter = async (calls: number) => {
    while (count < calls) {
      count += 1;
      await desk.push({ recent: listAfter(count) });
    }
    await expect(desk.page.getByText(`Customer ${count}`, { exact: true })).toBeVisible();
    return rowsHeld(desk);
  };
  // A row remembers the list it came with: what is held settles once every row of the beginning is gone.
  const settled = await heldAfter(3 * listed);
  expect((await heldAfter(6 * listed)) - settled).toBeLessThan(listed / 2);
});
