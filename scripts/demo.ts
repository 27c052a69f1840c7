// `npm run demo`: the phone in use against the simulator, for a person to ring and answer, or by itself.
import { parseArgs } from 'node:util';
import { firstCall } from './demo/first-call.ts';
import { openStage } from './demo/stage.ts';
import { chooseRuntime } from './electron.ts';
import { openKeyring } from './keyring.ts';
import { untilTold } from './until-told.ts';

const scripts = { 'first-call': firstCall };

const { values } = parseArgs({
  options: { script: { type: 'string' }, out: { type: 'string', default: 'demo-out' } },
});

chooseRuntime();
if (values.script === undefined) await attended();
else await byItself(values.script, values.out);

async function byItself(name: string, out: string): Promise<void> {
  const script = Object.entries(scripts).find(([known]) => known === name)?.[1];
  if (script === undefined) {
    console.error(`No script ${name}. There is: ${Object.keys(scripts).join(', ')}`);
    process.exitCode = 2;
    return;
  }
  // A keyring of its own: a person's keyring gets nothing of a demo's.
  const keyring = await openKeyring();
  Object.assign(process.env, keyring.env);
  try {
    await script(out);
    console.log(`It all happened. Pictures and report.json are in ${out}`);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  } finally {
    await keyring.close();
  }
}

async function attended(): Promise<void> {
  const told = untilTold();
  const stage = await openStage({
    attended: true,
    step: async (name, { desk }) => {
      if (name === 'ready') await desk.bringToFront();
    },
  });
  console.log(
    [
      `Signed in as ${stage.simulator.demo.userId}; secrets are kept in the keyring, or in memory where none runs.`,
      ...(stage.isSeen ? [] : ['There is no display here: the windows are open on a hidden one.']),
      ...(stage.media === 'fake' ? ['No microphone is used: both sides beep.'] : []),
      `The customer's telephone: ${stage.simulator.addresses.telephone}`,
      'Ring there, answer in the popup. Ctrl+C ends it all.',
    ].join('\n'),
  );
  // Until the person has had enough, however long that is.
  await Promise.race([told, stage.offhook.app.waitForEvent('close', { timeout: 0 })]);
  await stage.close();
}
