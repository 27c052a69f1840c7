// What the popup holds: main's view of it, and nothing else. With no view it shows nothing.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PopupBridge } from '../../app/contract/bridge.ts';
import { type PopupView, popupViewSchema } from '../../app/contract/popup.ts';
import { readAnswer } from '../ui/answer.ts';

/** How long main may take with the view, in milliseconds. */
const viewWithinMs = 5_000;

export const nothingToShow: PopupView = { call: null, theme: 'system', shownAt: null };

export type PopupStore = StoreApi<PopupView>;

export function createPopupStore(): PopupStore {
  return createStore<PopupView>()(() => nothingToShow);
}

/**
 * Follows main until the answer is called. What the schema rejects is shown as no call at all: a popup that
 * guesses could ring for a call that is over.
 */
export function followPopup(bridge: Pick<PopupBridge, 'view' | 'onView'>, store: PopupStore): () => void {
  let isTold = false;
  let stopped = false;
  const unsubscribe = bridge.onView((payload) => {
    isTold = true;
    const read = popupViewSchema.safeParse(payload);
    store.setState(read.success ? read.data : nothingToShow, true);
  });
  void readAnswer(() => bridge.view(), popupViewSchema, viewWithinMs).then((answer) => {
    // What main told meanwhile is newer.
    if (answer.ok && !isTold && !stopped) store.setState(answer.value, true);
  });
  return () => {
    stopped = true;
    unsubscribe();
  };
}
