// Keeps the store level with main: a snapshot first, then changes, and a snapshot again after any gap.
import type { DeskBridge } from '../../app/contract/bridge.ts';
import { type DeskChange, deskChangeSchema, deskSnapshotSchema } from '../../app/contract/desk.ts';
import { readAnswer } from '../ui/answer.ts';
import { type DeskStore, withChange, withSnapshot } from './store.ts';

/** How long main may take with a snapshot, in milliseconds. */
const snapshotWithinMs = 5_000;
/** Pauses between tries, in milliseconds: doubling from the first to the longest, with jitter. */
const firstPauseMs = 250;
const longestPauseMs = 8_000;

export interface FollowOptions {
  /** A number from 0 to 1 for the jitter. */
  random?: () => number;
}

/**
 * Follows main until the answer is called. A change that the schema rejects is not guessed at: the window
 * asks for the whole state. While that can't be had the link is `lost` and it is tried again.
 */
export function followDesk(
  bridge: Pick<DeskBridge, 'snapshot' | 'onChange'>,
  store: DeskStore,
  { random = Math.random }: FollowOptions = {},
): () => void {
  let stopped = false;
  let asking = false;
  let tries = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let early: DeskChange[] = [];

  async function ask(): Promise<void> {
    if (asking || stopped) return;
    asking = true;
    clearTimeout(pause);
    const answer = await readAnswer(() => bridge.snapshot(), deskSnapshotSchema, snapshotWithinMs);
    asking = false;
    if (stopped) return;
    const waiting = early;
    early = [];
    if (!answer.ok) return askLater();
    // A snapshot older than what is shown would turn time back.
    const view = store.getState();
    if (answer.value.revision >= view.revision || tries > 0) {
      store.setState(withSnapshot(view, answer.value));
    }
    for (const change of waiting) {
      if (!apply(change)) return askLater();
    }
    tries = 0;
  }

  function askLater(): void {
    if (tries > 0 || store.getState().link === 'opening') store.setState({ link: 'lost' });
    const longest = Math.min(longestPauseMs, firstPauseMs * 2 ** tries);
    tries += 1;
    pause = setTimeout(() => void ask(), longest * (0.5 + random() / 2));
  }

  /** False when a change before this one is missing. */
  function apply(change: DeskChange): boolean {
    const view = store.getState();
    if (change.revision <= view.revision) return true;
    if (change.revision > view.revision + 1) return false;
    store.setState(withChange(view, change));
    return true;
  }

  const unsubscribe = bridge.onChange((payload) => {
    const read = deskChangeSchema.safeParse(payload);
    if (!read.success) void ask();
    else if (asking) early.push(read.data);
    else if (!apply(read.data)) void ask();
  });
  void ask();

  return () => {
    stopped = true;
    clearTimeout(pause);
    unsubscribe();
  };
}
