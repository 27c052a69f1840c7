// `npm run picture`: the rooms, their floors and who imports whom, read from the code, for a reader.
import { resolve } from 'node:path';
import { filesOf } from './copy.ts';
import { readSources, type Source } from './picture/imports.ts';
import { floorOf, roomOf, rooms } from './picture/plan.ts';

const root = resolve(import.meta.dirname, '..');
const sources = readSources(root, filesOf(root));

for (const [room, { is }] of Object.entries(rooms)) {
  const own = sources.filter(({ file }) => roomOf(file) === room);
  console.log(`\n${room}: ${is} (${own.length} files)`);
  const floors = Map.groupBy(own, ({ file }) => floorOf(file));
  for (const [floor, files] of [...floors].sort(([a], [b]) => a.localeCompare(b))) {
    console.log(`  ${floor.padEnd(24)} ${String(files.length).padStart(3)}  ${arrows(floor, files)}`);
  }
}

/** The floors these files import, the most imported first, with the number of imports. */
function arrows(floor: string, files: readonly Source[]): string {
  const targets = files.flatMap(({ imports }) => imports.map(floorOf)).filter((target) => target !== floor);
  const counts = [...Map.groupBy(targets, (target) => target)].map(([target, all]) => ({
    target,
    count: all.length,
  }));
  if (counts.length === 0) return '';
  counts.sort((a, b) => b.count - a.count);
  return `→ ${counts.map(({ target, count }) => `${target} ${count}`).join(', ')}`;
}
