// Names of a CSS module's classes, joined: what is not a string is left out.

/** The classes of one CSS module, by their names in its file. */
export type ClassNames = (...names: readonly (string | false | null)[]) => string;

/**
 * `const css = classes(sheet)`, then `css('row', isMissed && 'missed')`. A name the sheet lacks adds
 * nothing; a test keeps every name used in a component in its sheet.
 */
export function classes(sheet: Readonly<Record<string, string>>): ClassNames {
  return (...names) =>
    names
      .map((name) => (typeof name === 'string' ? sheet[name] : undefined))
      .filter((name) => name !== undefined)
      .join(' ');
}
