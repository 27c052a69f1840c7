// `npm test [-- STAGE…]`: every check of the project, or the named ones, and in the last line what came of them.
import { type Keyring, openKeyring } from './keyring.ts';
import { ready } from './machine.ts';
import { endAll, type Result, runStage } from './test/run.ts';
import { type Stage, stages } from './test/stages.ts';
import { inWords, sum } from './test/tally.ts';
import { untilTold } from './until-told.ts';

const names = process.argv.slice(2);
const unknown = names.filter((name) => stages.every((stage) => stage.name !== name));
const chosen = names.length === 0 ? stages : stages.filter((stage) => names.includes(stage.name));

let keyring: Keyring | undefined;
void untilTold().then(async () => {
  await endAll();
  await keyring?.close();
  process.exit(130);
});

try {
  if (unknown.length > 0) {
    throw new Error(
      `No stage ${unknown.join(', ')}. There are: ${stages.map(({ name }) => name).join(', ')}.`,
    );
  }
  const wares = new Set(chosen.flatMap((stage) => stage.wares));
  if (process.platform === 'linux') {
    ready(...wares);
    if (wares.has('keyring')) keyring = await openKeyring();
  }
  const total = sum(await runAll(chosen, { ...keyring?.env }));
  await keyring?.close();
  process.exitCode = total.failed > 0 ? 1 : 0;
  console.log(inWords(total));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
  console.log(inWords({ passed: 0, failed: 1, skipped: 0 }));
}

/** The stages that only read run two at a time, then each other one by itself, with what waits beside them. */
async function runAll(wanted: readonly Stage[], env: Record<string, string>): Promise<Result[]> {
  const results: Result[] = [];
  const work = async (queue: Stage[]) => {
    for (let stage = queue.shift(); stage !== undefined; stage = queue.shift()) {
      const result = await runStage(stage, env);
      show(result);
      results.push(result);
    }
  };
  const of = (load: Stage['load']) => wanted.filter((stage) => stage.load === load);
  const reading = of('reads');
  await Promise.all([work(reading), work(reading)]);
  await Promise.all([work(of('waits')), work(of('works'))]);
  return results;
}

function show(result: Result): void {
  const { stage, failed, took, output } = result;
  if (failed > 0) console.log(`\n--- ${stage.name}\n${output.trim()}\n---`);
  const mark = failed > 0 ? 'FAILED' : 'ok';
  console.log(
    `${mark.padEnd(6)} ${stage.name.padEnd(5)} ${(took / 1000).toFixed(1).padStart(6)} s  ${inWords(result)}`,
  );
}
