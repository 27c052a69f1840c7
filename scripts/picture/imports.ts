// Reads who imports whom from the code itself.
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'vite';

export interface Source {
  /** Path from the root of the project, with slashes. */
  readonly file: string;
  /** The files of the project it imports or passes on, also for types alone. */
  readonly imports: readonly string[];
  /** The packages and built-in modules it names. */
  readonly packages: readonly string[];
}

const isCode = (path: string) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts');

/** @throws Error for a file that does not parse */
export function readSources(root: string, paths: readonly string[]): Source[] {
  return paths.filter(isCode).map((file) => readSource(file, readFileSync(join(root, file), 'utf8')));
}

export function readSource(file: string, text: string): Source {
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  const passedOn = module.staticExports.flatMap(({ entries }) =>
    entries.map(({ moduleRequest }) => moduleRequest?.value),
  );
  const named = new Set([
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...passedOn,
  ]);
  const all = [...named].filter((name) => name !== undefined && name !== null);
  return {
    file,
    imports: all
      .filter((name) => name.startsWith('.'))
      .map((name) => posix.join(posix.dirname(file), name))
      .filter(isCode),
    packages: all.filter((name) => !name.startsWith('.')),
  };
}

/** The groups of files that import each other in a circle, each in order of their names (Tarjan's algorithm). */
export function circles(sources: readonly Source[]): string[][] {
  const importsOf = new Map(sources.map(({ file, imports }) => [file, imports]));
  const seen = new Map<string, { index: number; lowest: number; open: boolean }>();
  const path: string[] = [];
  const found: string[][] = [];
  const visit = (file: string) => {
    const node = { index: seen.size, lowest: seen.size, open: true };
    seen.set(file, node);
    path.push(file);
    for (const next of importsOf.get(file) ?? []) {
      if (!importsOf.has(next)) continue;
      const known = seen.get(next) ?? visit(next);
      if (known.open) node.lowest = Math.min(node.lowest, known.lowest);
    }
    if (node.lowest < node.index) return node;
    const group = path.splice(path.indexOf(file));
    for (const one of group) {
      const member = seen.get(one);
      if (member !== undefined) member.open = false;
    }
    if (group.length > 1 || importsOf.get(file)?.includes(file)) found.push(group.sort());
    return node;
  };
  for (const { file } of sources) if (!seen.has(file)) visit(file);
  return found;
}
