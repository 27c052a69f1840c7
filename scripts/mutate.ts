// `npm run mutate [-- [--stage NAME,…] WORD…]`: breaks behaviours on purpose, one at a time, and says which no test noticed.
import { parseArgs } from 'node:util';
import type { Mutant } from '../test/mutants/mutant.ts';
import { type Copy, copyOf, filesOf } from './copy.ts';
import { openKeyring } from './keyring.ts';
import { ready } from './machine.ts';
import { whileBroken } from './mutate/broken.ts';
import { readMutants, roomOf } from './mutate/mutants.ts';
import { byRoom, type Verdict } from './mutate/rates.ts';
import { tryTests } from './mutate/trial.ts';
import { endAll } from './test/run.ts';
import { stages } from './test/stages.ts';
import { untilTold } from './until-told.ts';

/** The share of broken behaviours that the tests must notice. */
const aim = 0.95;
const root = new URL('..', import.meta.url).pathname;

const { values, positionals } = parseArgs({
  options: { 'trust-clean': { type: 'boolean', default: false }, stage: { type: 'string' } },
  allowPositionals: true,
});
const all = await readMutants(root);
const wantedStages = values.stage?.split(',');
const chosen = all.filter((mutant) => {
  if (wantedStages?.includes(mutant.stage) === false) return false;
  const text = `${roomOf(mutant)} ${mutant.stage} ${mutant.file} ${mutant.breaks}`;
  return positionals.length === 0 || positionals.some((word) => text.includes(word));
});
if (chosen.length === 0)
  throw new Error(`None of the ${all.length} mutants holds ${positionals.join(', ')}.`);

const wares = new Set(
  stages
    .filter(({ name, report }) => report !== undefined && chosen.some(({ stage }) => stageOf(stage) === name))
    .flatMap((stage) => stage.wares),
);
if (process.platform === 'linux') ready(...wares);
const keyring = wares.has('keyring') ? await openKeyring() : undefined;
const env = { ...keyring?.env };
const copies: Copy[] = [];
const close = async () => {
  await endAll();
  await keyring?.close();
  for (const copy of copies) copy.remove();
};
void untilTold()
  .then(close)
  .finally(() => process.exit(130));

try {
  const clean = open();
  if (!values['trust-clean']) await requireSound(clean);
  const verdicts: Verdict[] = [];
  const work = async (copy: Copy, queue: Mutant[]) => {
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
      const verdict = await judge(copy, mutant);
      verdicts.push(verdict);
      console.log(
        `${verdict.outcome.padEnd(8)} ${roomOf(mutant).padEnd(15)} ${mutant.breaks}${verdict.why ? ` (${verdict.why})` : ''}`,
      );
    }
  };
  // Units leave half a machine idle; what opens windows has it to itself.
  const units = chosen.filter(({ stage }) => stage === 'unit');
  await Promise.all([work(clean, units), work(open(), units)]);
  await work(
    clean,
    chosen.filter(({ stage }) => stage !== 'unit'),
  );
  const { text, rate, stale } = byRoom(verdicts);
  console.log(`\n${text}`);
  process.exitCode = rate >= aim && stale === 0 ? 0 : 1;
} finally {
  await close();
}

function open(): Copy {
  const copy = copyOf(root, filesOf(root));
  copies.push(copy);
  return copy;
}

/** The stand-in's tests are run by the stage `e2e`. */
function stageOf(stage: Mutant['stage']): string {
  return stage === 'standin' ? 'e2e' : stage;
}

/** Tests that fail by themselves would seem to notice everything. */
async function requireSound(copy: Copy): Promise<void> {
  for (const stage of new Set(chosen.map((mutant) => mutant.stage))) {
    const tests = new Set(chosen.filter((mutant) => mutant.stage === stage).flatMap(({ tests }) => tests));
    const { outcome, output } = await tryTests({
      stage,
      tests: [...tests],
      cwd: copy.folder,
      env,
      isSound: true,
    });
    if (outcome !== 'passed')
      throw new Error(`Nothing is broken yet, and ${stage} fails:\n${output.slice(-4000)}`);
    console.log(`sound    ${stage}`);
  }
}

async function judge(copy: Copy, mutant: Mutant): Promise<Verdict> {
  const { stage, tests, grep } = mutant;
  const trial = { stage, tests, grep, cwd: copy.folder, env, isSound: false };
  try {
    const { outcome } = await whileBroken(copy.folder, mutant, () => tryTests(trial));
    return {
      mutant,
      outcome: outcome === 'passed' ? 'SURVIVED' : 'noticed',
      why: outcome === 'hung' ? 'hung' : null,
    };
  } catch (error) {
    return { mutant, outcome: 'STALE', why: error instanceof Error ? error.message : String(error) };
  }
}
