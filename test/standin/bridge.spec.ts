// Messages between main and pages, and what a sandboxed preload and its page can and cannot have.
import { expect, test } from './sample.ts';

/** The sample's `window.bridge`. */
interface Bridge {
  echo(...args: unknown[]): Promise<unknown[]>;
  who(): Promise<{ origin: string; url: string; main: boolean }>;
  fail(): Promise<never>;
  nobody(): Promise<never>;
  tell(what: unknown): void;
  onNews(listener: (news: unknown) => void): () => void;
  twice(ask: (value: number) => number): number;
  boom(): never;
  nested: { list: [number, { two: number }]; sandboxed: boolean; otherModule: string };
}
declare const bridge: Bridge;

test('a page asks main and is answered, with every kind of value that can be cloned', async ({ sample }) => {
  const answer = await sample.desk.evaluate(async () => {
    const sent = [
      1,
      'two',
      null,
      undefined,
      { deep: [true, { at: new Date(5) }] },
      new Map([['a', 1]]),
      Number.NaN,
    ];
    const [one, two, none, missing, object, map, nan] = await bridge.echo(...sent);
    const at = (object as { deep: [boolean, { at: Date }] }).deep[1].at;
    return [
      one,
      two,
      none,
      typeof missing,
      at instanceof Date && at.getTime(),
      (map as Map<string, number>).get('a'),
      String(nan),
    ];
  });
  expect(answer).toEqual([1, 'two', null, 'undefined', 5, 1, 'NaN']);
});

test('a function cannot be sent to main', async ({ sample }) => {
  const refused = await sample.desk.evaluate(() =>
    bridge.echo({ inside: () => 1 }).catch((error: Error) => error.message),
  );
  expect(refused).toContain('could not be cloned');
});

test('main knows which page asks, by its app:// origin and frame', async ({ sample }) => {
  const url = 'app://desk/index.html';
  expect(await sample.desk.evaluate(() => bridge.who())).toEqual({ origin: 'app://desk', url, main: true });
});

test('asks are answered in the order they were made, and tells arrive in order', async ({ sample }) => {
  const order = await sample.desk.evaluate(async () => {
    const answered: unknown[] = [];
    const asks = [1, 2, 3, 4, 5].map((value) => bridge.echo(value).then(([back]) => answered.push(back)));
    for (const what of ['a', 'b', 'c']) bridge.tell(what);
    await Promise.all(asks);
    await bridge.echo();
    return answered;
  });
  expect(order).toEqual([1, 2, 3, 4, 5]);
  const told = (await sample.seen()).filter(([what]) => what === 'tell').map(([, what]) => what);
  expect(told).toEqual(['a', 'b', 'c']);
});

test('what main throws reaches the page as an error that names the channel', async ({ sample }) => {
  const messages = await sample.desk.evaluate(() =>
    Promise.all(
      [bridge.fail(), bridge.nobody()].map((one) =>
        (one as Promise<unknown>).catch((error: Error) => error.message),
      ),
    ),
  );
  expect(messages[0]).toBe("Error invoking remote method 'fail': Error: refused by main");
  expect(messages[1]).toBe(
    "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
  );
});

test('main sends to a page until the page ends its subscription', async ({ sample }) => {
  const send = (news: string) =>
    sample.app.evaluate(
      (_electron, what) => Reflect.get(globalThis, 'sample').desk.webContents.send('news', what),
      news,
    );
  await sample.desk.evaluate(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard, end: bridge.onNews((news) => heard.push(news)) });
  });
  await send('first');
  await expect.poll(() => sample.desk.evaluate('heard')).toEqual(['first']);
  await sample.desk.evaluate('end()');
  await send('second');
  await sample.desk.evaluate(() => bridge.echo());
  expect(await sample.desk.evaluate('heard')).toEqual(['first']);
});

test('functions, return values and errors cross between the two worlds', async ({ sample }) => {
  const crossed = await sample.desk.evaluate(() => {
    let message = '';
    try {
      bridge.boom();
    } catch (error) {
      message = `${error instanceof Error} ${(error as Error).message}`;
    }
    return [bridge.twice((value) => value * 10), message];
  });
  expect(crossed).toEqual([30, 'true boom inside']);
});

test('a page cannot change what it was given, nor reach Node or Electron', async ({ sample }) => {
  const { desk } = sample;
  expect(
    await desk.evaluate(() => [Object.isFrozen(bridge), Object.isFrozen(bridge.nested.list[1])]),
  ).toEqual([true, true]);
  const replaced = await desk.evaluate(() => {
    try {
      Object.assign(window, { bridge: {} });
      return 'replaced';
    } catch {
      return 'refused';
    }
  });
  expect(replaced).toBe('refused');
  expect(await desk.evaluate('[typeof require, typeof process, typeof __standin]')).toEqual(
    Array(3).fill('undefined'),
  );
  expect(await desk.evaluate(() => [bridge.nested.sandboxed, bridge.nested.otherModule])).toEqual([
    true,
    'module not found: node:fs',
  ]);
});
