// What is alive in a page once its garbage is collected, counted by kind.
import type { Page } from '@playwright/test';

/** The parts of a heap snapshot that are read here, as Chromium's developer tools write it. */
interface Snapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  nodes: number[];
  strings: string[];
}

/**
 * The engine's own, plain values, what it measures of itself, the references by which a test watches a page, and
 * the stream of a microphone, which Chromium keeps for some ten seconds after it was opened.
 */
const notCounted =
  /^(system \/|blink::|(Object|Array|Promise|WeakRef|MediaStream(Track)?)$|Performance|TaskAttributionTiming$)/;

/** How many objects there are of each class, of the page's own and of the browser's. */
export async function census(page: Page): Promise<Map<string, number>> {
  const { nodes, strings, snapshot } = await snapshotOf(page);
  const { node_fields: fields, node_types } = snapshot.meta;
  const [types] = node_types;
  const [typeAt, nameAt] = [fields.indexOf('type'), fields.indexOf('name')];
  const counts = new Map<string, number>();
  for (let node = 0; node < nodes.length; node += fields.length) {
    const type = types[nodes[node + typeAt] ?? -1];
    const name = strings[nodes[node + nameAt] ?? -1] ?? '';
    if ((type !== 'object' && type !== 'native') || notCounted.test(name)) continue;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** The kinds of which there are so many more, each as `name: before -> after`. */
export function grown(before: Map<string, number>, after: Map<string, number>, by: number): string[] {
  return [...after].flatMap(([name, count]) => {
    const had = before.get(name) ?? 0;
    return count - had < by ? [] : [`${name}: ${had} -> ${count}`];
  });
}

async function snapshotOf(page: Page): Promise<Snapshot> {
  const devtools = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  // What the first round frees may be all that kept something else.
  for (let round = 0; round < 3; round += 1) await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await devtools.detach();
  return JSON.parse(chunks.join('')) as Snapshot;
}
