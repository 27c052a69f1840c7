// A desk that is open all day: what it holds does not grow with the calls that went by.
import type { RecentCall } from '../../app/desk/state.ts';
import { type DeskPage, expect, signedIn, test } from './desk-page.ts';
import { now } from './scenes.ts';

/** As many as main keeps in the list. */
const listed = 200;
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
  return Array.from({ length: Math.min(count, listed) }, (_, index) => callNumber(count - index));
}

/** Bytes that live in the page's heap after everything that can go has gone. */
async function heapOf({ page }: DeskPage): Promise<number> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.enable');
  for (let round = 0; round < 3; round += 1) await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  await cdp.detach();
  return usedSize;
}

test('a day of calls leaves the desk as light as it was: a push brings what changed, not the whole list anew', async ({
  openDesk,
}) => {
  const desk = await openDesk({ ...signedIn, recent: listAfter(listed) });
  const day = async (from: number, to: number) => {
    for (let count = from; count < to; count += 1) await desk.push({ recent: listAfter(count) });
  };
  await day(listed, listed + 20);
  const before = await heapOf(desk);
  await day(listed + 20, listed + 120);
  await expect(desk.page.getByText(`Customer ${listed + 119}`, { exact: true })).toBeVisible();
  const grownBy = (await heapOf(desk)) - before;
  console.log(`heap grew by ${(grownBy / 1e6).toFixed(2)} MB over 100 calls`);
  expect(grownBy / 1e6).toBeLessThan(2);
});
