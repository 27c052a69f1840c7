// `npm run prove`: what it asks comes from the document, and no answer a person gave is lost.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fresh, type Proof, readProof, systems, writeProof } from '../../../scripts/prove/proof.ts';
import { readSteps } from '../../../scripts/prove/steps.ts';
import { inSummary, walk } from '../../../scripts/prove/walk.ts';

const now = () => '2026-01-02T03:04:05.000Z';
const run = { system: 'x11', electron: '45.4.1', app: '0.1.0', commit: 'a'.repeat(40), now } as const;

const text = `# Title

## The popup, seen

On: x11, macos.

**Read.** Something.

**Try.** Ring
and look.

**Seen:** Was it
there?

## Sleep

On: windows, x11.

**Try.** Sleep.

**Seen:** Did it wake?
`;
const steps = readSteps(text);

/** A person who says these, one after the other, and then leaves. */
function person(...says: string[]) {
  const asked: string[] = [];
  const said: string[] = [];
  const kept: Proof[] = [];
  return {
    asked,
    said,
    kept,
    ask: async (question: string) => {
      asked.push(question);
      const next = says.shift();
      if (next === undefined) throw new Error('left');
      return next;
    },
    say: (line: string) => said.push(line),
    keep: (proof: Proof) => kept.push(proof),
    now,
  };
}

describe('the document', () => {
  test('each section is a step, with its lines joined', () => {
    expect(steps).toEqual([
      {
        id: 'the-popup-seen',
        title: 'The popup, seen',
        systems: ['x11', 'macos'],
        doing: 'Ring and look.',
        question: 'Was it there?',
      },
      { id: 'sleep', title: 'Sleep', systems: ['windows', 'x11'], doing: 'Sleep.', question: 'Did it wake?' },
    ]);
  });

  test('as it stands it can be asked, and every system has something to prove', () => {
    const all = readSteps(readFileSync('docs/unproven.md', 'utf8'));
    for (const system of systems) expect(all.some((step) => step.systems.includes(system))).toBe(true);
    expect(all.length).toBeGreaterThan(15);
  });

  test.each([
    ['no way to try it', text.replace('**Try.** Sleep.', '')],
    ['a system nobody knows', text.replace('windows, x11', 'windows, amiga')],
    ['no question', text.replace('Did it wake?', 'It woke.')],
    ['two of one name', text.replace('## Sleep', '## The popup, seen')],
  ])('refused by name: %s', (_what, broken) => {
    expect(() => readSteps(broken)).toThrow(/“(Sleep|The popup, seen)”/);
  });
});

describe('the walk', () => {
  test('keeps each answer at once, and asks for the reason of a no', async () => {
    const one = person('yes', 'n', '  it was white ');
    await walk({ ...one, steps, proof: fresh(run, null) });
    expect(one.kept).toHaveLength(2);
    expect(one.kept.at(-1)?.steps).toEqual([
      { id: 'the-popup-seen', answer: 'yes', note: '', at: now() },
      { id: 'sleep', answer: 'no', note: 'it was white', at: now() },
    ]);
  });

  test('asks again what was not understood', async () => {
    const one = person('perhaps', 'constructor', 'y', 'y');
    await walk({ ...one, steps, proof: fresh(run, null) });
    expect(one.asked.filter((question) => question.includes('Was it there?'))).toHaveLength(3);
    expect(one.kept.at(-1)?.steps.map(({ answer }) => answer)).toEqual(['yes', 'yes']);
  });

  test('left in the middle, goes on there; what was skipped is asked again', async () => {
    const first = person('skip', 'no second display', 'yes');
    await walk({ ...first, steps, proof: fresh(run, null) });
    const half = person('yes');
    const kept = first.kept.at(-1);
    if (kept === undefined) throw new Error('nothing was kept');
    await walk({ ...half, steps, proof: fresh(run, kept) });
    expect(half.asked).toEqual([expect.stringContaining('Was it there?')]);
    expect(half.kept.at(-1)?.steps.map(({ id, answer }) => [id, answer])).toEqual([
      ['sleep', 'yes'],
      ['the-popup-seen', 'yes'],
    ]);
    const nobody = person();
    await walk({ ...nobody, steps, proof: fresh(run, kept) });
    expect([nobody.kept, nobody.said.at(-1)]).toEqual([[], expect.stringContaining('kept')]);
  });

  test('says in the end what is open', async () => {
    const one = person('yes', 'skip', '');
    await walk({ ...one, steps, proof: fresh(run, null) });
    const proof = { ...(one.kept.at(-1) as Proof), suite: { at: now(), passed: 60, failed: 1, skipped: 4 } };
    expect(inSummary(proof, steps)).toBe(
      'x11: 60 tests passed, 1 failed, 4 skipped; of what only eyes see 1 proven, 0 refuted, 1 open.',
    );
  });
});

describe('the file', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'prove-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is read back as it was written, and gone on with', () => {
    const path = join(folder, 'new/x11.json');
    expect(readProof(path)).toBeNull();
    const proof = fresh(run, null);
    writeProof(path, proof);
    expect(readProof(path)).toEqual(proof);
    expect(fresh({ ...run, now: () => '2027-01-01T00:00:00.000Z' }, readProof(path))).toEqual(proof);
  });

  test.each([{ electron: '46.0.0' }, { commit: 'b'.repeat(40) }, { system: 'macos' as const }])(
    'of another %o proves nothing here',
    (other) => {
      const earlier = {
        ...fresh(run, null),
        steps: [{ id: 'sleep', answer: 'yes' as const, note: '', at: now() }],
      };
      expect(fresh({ ...run, ...other }, earlier)).toMatchObject({ suite: null, steps: [] });
    },
  );

  test('that is no proof is not written over', () => {
    const path = join(folder, 'x11.json');
    writeFileSync(path, '{"steps":[{"id":"sleep","answer":"maybe"}]}');
    expect(() => readProof(path)).toThrow('not a proof');
  });
});
