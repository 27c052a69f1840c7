// Builds the app into out/: main (ESM), three preloads (one CJS file each) and three windows.
import { cp, readFile, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build, type InlineConfig } from 'vite';

const root = resolve(import.meta.dirname, '..');
const windows = ['desk', 'popup', 'line'] as const;
type WindowName = (typeof windows)[number];

/** What every target shares: no config file is looked for, and nothing is fetched or guessed. */
const common = {
  configFile: false,
  envDir: false,
  publicDir: false,
  logLevel: 'warn',
} as const satisfies InlineConfig;

function mainTarget(out: string): InlineConfig {
  return {
    ...common,
    root,
    ssr: { noExternal: true },
    build: {
      ssr: 'main/index.ts',
      outDir: join(out, 'main'),
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        // Electron comes with the app's runtime, and keytar is a native module: neither can be bundled.
        external: ['electron', 'keytar', /^node:/],
        output: { format: 'es', entryFileNames: 'index.js' },
      },
    },
  };
}

/** A sandboxed preload can be one CJS file only, and can require nothing but Electron. */
function preloadTarget(name: WindowName, out: string): InlineConfig {
  return {
    ...common,
    root,
    build: {
      lib: { entry: `main/preload/${name}.ts`, formats: ['cjs'], fileName: () => `${name}.cjs` },
      outDir: join(out, 'preload'),
      emptyOutDir: false,
      target: 'chrome150',
      minify: false,
      rolldownOptions: { external: ['electron'], output: { codeSplitting: false } },
    },
  };
}

/** A sandboxed preload that requires anything else fails only when its window opens. */
async function refuseRequires(path: string): Promise<void> {
  const required = (await readFile(path, 'utf8')).match(/\brequire\([^)]*\)/g) ?? [];
  if (required.length !== 1 || !/^require\(["'`]electron["'`]\)$/.test(required[0])) {
    throw new Error(`${path} must require electron alone, not ${required.join(', ')}`);
  }
}

function windowTarget(name: WindowName, out: string): InlineConfig {
  return {
    ...common,
    root: join(root, 'renderer', name),
    base: './',
    oxc: { jsx: { runtime: 'automatic' } },
    build: {
      outDir: join(out, 'renderer', name),
      emptyOutDir: true,
      target: 'chrome150',
      // A small asset put into the page as a data: address would need a wider CSP.
      assetsInlineLimit: 0,
      // The pages come from the disk: size costs no download.
      chunkSizeWarningLimit: 2_000,
      modulePreload: { polyfill: false },
    },
  };
}

type Target = (out: string) => Promise<unknown>;

const targets: Record<string, Target> = {
  main: async (out) => {
    await build(mainTarget(out));
    await cp(join(root, 'main/os/icons'), join(out, 'main/icons'), { recursive: true });
  },
  preload: async (out) => {
    await rm(join(out, 'preload'), { recursive: true, force: true });
    await Promise.all(windows.map((name) => build(preloadTarget(name, out))));
    await Promise.all(windows.map((name) => refuseRequires(join(out, 'preload', `${name}.cjs`))));
  },
  ...Object.fromEntries(
    windows.map((name): [string, Target] => [name, (out) => build(windowTarget(name, out))]),
  ),
};

/** Builds the named targets; those that fail are named in the one error thrown at the end. */
async function buildAll(names: readonly string[], out: string): Promise<void> {
  const unknown = names.filter((name) => !(name in targets));
  if (unknown.length > 0) {
    throw new Error(`no such target: ${unknown.join(', ')} (there are ${Object.keys(targets).join(', ')})`);
  }
  const results = await Promise.allSettled(names.map((name) => targets[name]?.(out)));
  const failures = results.flatMap((result, index) =>
    result.status === 'rejected' ? [`${names[index]}: ${reasonOf(result.reason)}`] : [],
  );
  if (failures.length > 0) throw new Error(`the build failed\n${failures.join('\n')}`);
}

function reasonOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}

const { values } = parseArgs({
  options: { out: { type: 'string', default: 'out' }, only: { type: 'string' }, help: { type: 'boolean' } },
});

if (values.help) {
  console.log(`build.ts [--out DIR] [--only ${Object.keys(targets).join(',')}]`);
} else {
  const out = resolve(root, values.out);
  const started = performance.now();
  try {
    await buildAll(values.only?.split(',') ?? Object.keys(targets), out);
    console.log(`built ${relative(root, out) || out} in ${Math.round(performance.now() - started)} ms`);
  } catch (error) {
    console.error(reasonOf(error));
    process.exitCode = 1;
  }
}
