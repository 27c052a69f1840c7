// The desk's place survives a restart, and a broken file costs the place only.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { boundsFile } from '../../../main/windows/bounds-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-bounds-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('gives back what was written', () => {
  const path = join(folder, 'desk-window.json');
  const bounds = { x: -1200, y: 30, width: 900, height: 700 };
  boundsFile(path).write(bounds);
  expect(boundsFile(path).read()).toEqual(bounds);
});

it.each([
  '',
  '{',
  '[]',
  '{"x":1,"y":2,"width":-5,"height":7}',
  '{"x":"1","y":2,"width":5,"height":7}',
  '{"x":1e999}',
])('knows no place when the file holds %j', (text) => {
  const path = join(folder, 'desk-window.json');
  writeFileSync(path, text);
  expect(boundsFile(path).read()).toBeNull();
});

it('opens the window all the same where nothing can be written', () => {
  const store = boundsFile('/dev/null/desk-window.json');
  expect(() => store.write({ x: 0, y: 0, width: 1, height: 1 })).not.toThrow();
  expect(store.read()).toBeNull();
});
