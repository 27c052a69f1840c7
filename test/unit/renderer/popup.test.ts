// The popup's store and keys: it never shows a call it is not sure of, and acts on deliberate keys only.
import { expect, test } from 'vitest';
import { createPopupStore, followPopup, nothingToShow } from '../../../renderer/popup/store.ts';

const call = {
  id: 'c',
  callSid: null,
  direction: 'inbound' as const,
  caller: { e164: null, display: '098765 43210', name: null },
  calledNumber: null,
  phase: 'ringing' as const,
  media: 'none' as const,
  rangAt: 1,
  answeredAt: null,
  end: null,
};
const view = { call, theme: 'dark' as const, shownAt: 5 };

function following(first: Promise<never> | Promise<{ ok: true; value: typeof view }>) {
  let tell: (payload: unknown) => void = () => undefined;
  const store = createPopupStore();
  const onView = (listener: (payload: unknown) => void) => {
    tell = listener;
    return () => undefined;
  };
  followPopup({ view: () => first, onView }, store);
  return { store, tell: (payload: unknown) => tell(payload) };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('the popup shows the call that rings when its page loads', async () => {
  const { store } = following(Promise.resolve({ ok: true, value: view }));
  await settled();
  expect(store.getState()).toEqual(view);
});

test('an old answer never brings back a ring that main has taken away', async () => {
  const { store, tell } = following(Promise.resolve({ ok: true, value: view }));
  tell(nothingToShow);
  await settled();
  expect(store.getState().call).toBeNull();
});

test('a view that the schema rejects takes the call off the screen', async () => {
  const { store, tell } = following(Promise.reject(new Error('gone')));
  tell(view);
  expect(store.getState().call?.id).toBe('c');
  tell({ ...view, call: { ...call, phase: 'maybe' } });
  expect(store.getState().call).toBeNull();
});
