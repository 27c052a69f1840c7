// Uses the OS keyring as the phone does, in a process of its own, and prints what it saw as JSON.
import { spawnSync } from 'node:child_process';
import { OffhookError } from '../../../app/failure.ts';
import { Keyring } from '../../../main/auth/keyring.ts';

const reasonOf = (error: unknown) => (error instanceof OffhookError ? error.reason : String(error));

/** Locks all there is: what a desktop does when its person locks the keyring. */
function lock(): void {
  const collection = '/org/freedesktop/secrets/collection/login';
  const call = ['/org/freedesktop/secrets', 'org.freedesktop.Secret.Service.Lock'];
  spawnSync('dbus-send', [
    ...['--session', '--print-reply', '--dest=org.freedesktop.secrets'],
    ...[...call, `array:objpath:${collection}`],
  ]);
}

const opened = await new Keyring(undefined, 5000).open().catch(reasonOf);
if (typeof opened === 'string') {
  console.log(JSON.stringify({ opened }));
} else {
  const atFirst = await opened.list();
  await opened.set('one', 'secret é');
  await opened.set('two', 'x'.repeat(2500));
  await opened.set('one', 'changed');
  const kept = await (await new Keyring(undefined, 5000).open()).list();
  await opened.delete('two');
  await opened.delete('never there');
  const left = await opened.list();
  lock();
  const locked = [
    await opened.list().then(() => 'listed', reasonOf),
    await opened.delete('one').then(() => 'deleted', reasonOf),
  ];
  const twoLength = kept.find(({ account }) => account === 'two')?.value.length;
  const one = kept.find(({ account }) => account === 'one')?.value;
  console.log(JSON.stringify({ opened: opened.kind, atFirst, one, twoLength, left, locked }));
}
// A prompt that nobody answers must not keep this process.
process.exit(0);
