// The house is built as planned: nobody imports whom they may not, and nobody in a circle.
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesOf } from '../../../scripts/copy.ts';
import { circles, readSource, readSources } from '../../../scripts/picture/imports.ts';
import { departures } from '../../../scripts/picture/plan.ts';

const root = resolve(import.meta.dirname, '../../..');

describe('the code as it stands', () => {
  const sources = readSources(root, filesOf(root));

  test('imports only what the plan allows', () => {
    expect(departures(sources)).toEqual([]);
  });

  test('imports nothing in a circle', () => {
    expect(circles(sources)).toEqual([]);
  });
});

test.each([
  ['a room another', 'app/calls/call.ts', "import type { Desk } from '../../main/desk/desk.ts';"],
  ['a room another by passing it on', 'renderer/ui/bar.tsx', "export * from '../../main/desk/desk.ts';"],
  ['one window another', 'renderer/popup/popup.tsx', "import { Desk } from '../desk/desk.tsx';"],
  ['Electron outside main', 'renderer/desk/desk.tsx', "import { app } from 'electron';"],
  ['sip.js outside the line', 'main/index.ts', "import { UserAgent } from 'sip.js';"],
])('is told of %s', (_, file, text) => {
  expect(departures([readSource(file, text)])).toHaveLength(1);
});

test('is told of a room that is not on the plan', () => {
  expect(departures([readSource('attic/box.ts', '')])).toEqual(['attic/box.ts lies in no room']);
});

test('finds a circle, also one of types alone, and no more than its members', () => {
  const sources = [
    readSource('app/a.ts', "import { b } from './b.ts';"),
    readSource('app/b.ts', "import type { C } from './c.ts';"),
    readSource('app/c.ts', "import { a } from './a.ts'; import { d } from './d.ts';"),
    readSource('app/d.ts', ''),
  ];
  expect(circles(sources)).toEqual([['app/a.ts', 'app/b.ts', 'app/c.ts']]);
});
