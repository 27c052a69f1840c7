// `npm start`: opens the app, on the real Electron where its binary is here or can be fetched.
import { spawn } from 'node:child_process';
import { root } from '../test/e2e/runtime.ts';
import { chooseRuntime } from './electron.ts';
import { ready } from './machine.ts';

/** Milliseconds the app has to quit when it is told to: a keyring's prompt can hold it up without end. */
const grace = 10_000;
/** The stand-in is made for tests: a person wants windows to see, and to be heard. */
const seenAndHeard = { OFFHOOK_STANDIN_HEADED: '1', OFFHOOK_STANDIN_MEDIA: 'real' };

if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
  console.error('There is no display to open windows on. `npm run demo` brings its own.');
  process.exit(1);
}
const { runtime, executablePath } = chooseRuntime();
if (runtime === 'standin' && process.platform === 'linux') {
  ready('chromium', 'fonts');
}

const app = spawn(executablePath, [root, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, ...seenAndHeard },
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    app.kill(signal);
    setTimeout(() => app.kill('SIGKILL'), grace).unref();
  });
}
app.once('error', (error) => {
  console.error(`The app could not be started: ${error.message}`);
  process.exitCode = 1;
});
app.once('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1);
});
