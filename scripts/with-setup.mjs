// Makes a fresh machine ready, then runs scripts/<name>.ts under the project's own Node: plain JavaScript, since nothing is installed yet.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const windows = process.platform === 'win32';
/** The npm package `node` carries the major that Electron carries: every script runs on it. */
const ownNode = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');
const ownMajor = 24;

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** True when npm's own record of what is installed agrees with the lock file. */
function packagesAreCurrent() {
  const locked = readJson(join(root, 'package-lock.json'))?.packages;
  const installed = readJson(join(modules, '.package-lock.json'))?.packages;
  if (locked === undefined) fail('package-lock.json is missing or cannot be read.');
  if (installed === undefined) return false;
  return Object.entries(locked).every(
    ([path, wanted]) => path === '' || wanted.optional || installed[path]?.version === wanted.version,
  );
}

function ownNodeRuns() {
  const asked = spawnSync(ownNode, ['--version'], { encoding: 'utf8' });
  return asked.status === 0 && asked.stdout.startsWith(`v${ownMajor}.`);
}

/** Runs a step and keeps quiet unless it fails. */
function step(what, command, args, options = {}) {
  process.stderr.write(`${what}…\n`);
  const done = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: windows,
    ...options,
  });
  if (done.status === 0) return;
  process.stderr.write(`${done.stdout ?? ''}${done.stderr ?? ''}`);
  fail(`${what} failed (${done.error?.message ?? `exit code ${done.status ?? done.signal}`}).`);
}

/** What npm is given: no Electron download, and none of the binaries that this install replaces. */
function installEnvironment() {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.startsWith(modules));
  return { ...process.env, PATH: path.join(delimiter), ELECTRON_SKIP_BINARY_DOWNLOAD: '1' };
}

function install() {
  if (!packagesAreCurrent()) {
    step('Installing packages', 'npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
      env: installEnvironment(),
    });
  }
  if (ownNodeRuns()) return;
  // Where npm was told to run no install scripts, `node` has no binary yet: this is the script it ships.
  step(`Fetching Node ${ownMajor}`, process.execPath, ['installArchSpecificPackage.js'], {
    cwd: join(modules, 'node'),
    env: installEnvironment(),
    shell: false,
  });
  if (!ownNodeRuns()) fail(`${ownNode} does not run as Node ${ownMajor}.`);
  const link = join(modules, '.bin', 'node');
  if (!windows && !existsSync(link)) symlinkSync(join('..', 'node', 'bin', 'node'), link);
}

/** One install at a time for each checkout; a lock whose owner is gone is taken over. */
async function withLock(work) {
  const key = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const lock = join(tmpdir(), `offhook-setup-${key}`);
  const owner = join(lock, 'pid');
  const limit = Date.now() + 15 * 60_000;
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (Date.now() > limit) fail(`Another set-up has held ${lock} for 15 minutes. If none runs, remove it.`);
    const pid = Number(existsSync(owner) ? readFileSync(owner, 'utf8') : 0);
    if (pid > 0 && !isAlive(pid)) rmSync(lock, { recursive: true, force: true });
    else await wait(200);
  }
  writeFileSync(owner, String(process.pid));
  try {
    return work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** What a script needs of a Linux machine; `test` asks for itself, by the stages it is told to run. */
const wares = {
  demo: ['chromium', 'display', 'fonts', 'libsecret', 'keyring'],
  dev: ['chromium', 'display', 'fonts', 'libsecret', 'keyring'],
  bench: ['chromium', 'display', 'fonts', 'libsecret', 'keyring', 'certificate'],
  start: ['libsecret'],
  prove: ['libsecret', 'keyring'],
};

function prepareMachine(name) {
  const wanted = wares[name];
  if (wanted === undefined || process.platform !== 'linux') return;
  const done = spawnSync(ownNode, [join(root, 'scripts', 'machine.ts'), ...wanted], { stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

/** These show the app as it is now, not as it was built some time ago. */
const builtFirst = ['demo', 'dev', 'bench', 'start', 'prove'];

/**
 * These end by themselves all that they started. The terminal's Ctrl+C must not reach them and theirs as well,
 * and as SIGTERM: for Playwright SIGINT means to exit at once, whatever its caller still has to put away.
 */
const endTidily = ['demo', 'bench', 'test', 'mutate'];

/** Runs the script and becomes it: its signals in, its exit code out. */
function run(script, args, isTidy) {
  // Of Node's own experiments in use, such as reading TypeScript, a person need not hear at each command.
  const quiet = '--disable-warning=ExperimentalWarning';
  const child = spawn(ownNode, [quiet, script, ...args], { stdio: 'inherit', detached: isTidy });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(isTidy ? 'SIGTERM' : signal));
  }
  child.on('error', (error) => fail(`${script} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal] ?? 15));
  });
}

const [name, ...args] = process.argv.slice(2);
/** Two commands live in the rooms they belong to. */
const elsewhere = { simulator: 'simulator/cli.ts', bench: 'bench/run.ts' };
const script = join(root, elsewhere[name] ?? `scripts/${name}.ts`);
if (name === undefined || !existsSync(script)) {
  fail('Usage: node scripts/with-setup.mjs <name of a script in scripts/> [its arguments]');
}
if (!packagesAreCurrent() || !ownNodeRuns()) await withLock(install);
prepareMachine(name);
if (builtFirst.includes(name)) step('Building', ownNode, ['scripts/build.ts'], { shell: false });
run(script, args, endTidily.includes(name) && !windows);
