// Everything the phone can say has words, and every class a view names is in its sheet.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callPhaseSchema, endReasonSchema, mediaStateSchema } from '../../../app/calls/call.ts';
import { causeOf } from '../../../app/calls/cause.ts';
import { deviceChoiceSchema } from '../../../app/device/device.ts';
import { failureReasons } from '../../../app/failure.ts';
import { lineTroubleSchema } from '../../../app/line/line.ts';
import { settingsSchema } from '../../../app/settings/settings.ts';
import { desk } from '../../../app/text/en/desk.ts';
import { failure } from '../../../app/text/en/failure.ts';
import { catalogues, createText } from '../../../app/text/text.ts';
import { invalidReasons } from '../../../renderer/desk/sign-in/form.ts';
import { askNames } from '../../../renderer/desk/store.ts';

/** Each cause there can be, from every reason, after a short and a long ring, answered or not. */
const causes = new Set(
  endReasonSchema.options.flatMap((reason) =>
    [1_000, 60_000].flatMap((endedAt) =>
      [null, 500].map((answeredAt) => causeOf({ reason, rangAt: 0, answeredAt, endedAt }).kind),
    ),
  ),
);

describe('every value that a window may show has its words', () => {
  test.each(failureReasons)('failure %s', (reason) => {
    expect(failure[reason].title).toMatch(/\S/);
    expect(failure[reason].advice).toMatch(/\S/);
  });
  test.each(lineTroubleSchema.options)('line trouble %s', (trouble) => {
    expect(desk.line.trouble[trouble].title).toMatch(/\S/);
    expect(desk.line.trouble[trouble].advice).toMatch(/\S/);
  });
  test.each([
    ['causes', [...causes], desk.cause],
    ['call phases', callPhaseSchema.options, desk.call],
    ['media states', mediaStateSchema.options, desk.call.media],
    ['devices', deviceChoiceSchema.options, desk.device],
    ['themes', settingsSchema.shape.theme.options, desk.settings.themes],
    ['asks that were refused', askNames, desk.refused],
    ['form faults', invalidReasons, desk.signIn.invalid],
  ] as const)('%s', (_what, values, words) => {
    for (const value of values) expect(words).toHaveProperty([value], expect.stringMatching(/\S/));
  });
  test('no two failures read the same', () => {
    const titles = failureReasons.map((reason) => failure[reason].title);
    expect(new Set(titles).size).toBe(titles.length);
  });
  test('a name with markup is put into a text as it is, to be shown as text', () => {
    const text = createText();
    expect(text.t('popup:called', { number: '<b>&' })).toBe('to <b>&');
  });
});

/** What the phone says instead stands in the catalogues; a word for a thing is the same everywhere. */
const unsaid: [string, RegExp][] = [
  ['what calls do, not what is in force', /in force/i],
  ['that calls can’t reach one, not that they ring into nothing', /into nothing|cannot be rung|be rung\b/i],
  ['connected and disconnected, not the line', /\bthe line\b|\bline (is )?(down|ready|refused|off|lost)\b/i],
  ['Number withheld, not an unknown caller', /unknown caller/i],
  ['how long it rang, not that somebody gave up', /gave up|gives up on/i],
  ['remove an account, not forget it', /\bforget\b/i],
  ['Cancel, not Stay or Keep; Reload, not Load again', /^(stay|keep)$|load .*again/i],
  ['your Exotel user, not this agent', /this agent/i],
  ['what could not be done, not that it did not work', /did not work/i],
  ['what to do with a request ID, not if it makes sense', /makes no sense|make sense/i],
  ['nothing of sessions and clients', /\bsession|\bclient\b/i],
];

function textsOf(words: object): string[] {
  return Object.values(words).flatMap((word) => (typeof word === 'string' ? [word] : textsOf(word)));
}

test.each(unsaid)('every text says %s', (_what, avoided) => {
  expect(textsOf(catalogues.en).filter((text) => avoided.test(text))).toEqual([]);
});

test('no text ends in a stray blank, has two blanks or a straight apostrophe', () => {
  expect(textsOf(catalogues.en).filter((text) => /^\s|\s$|\s\s|\w'\w/.test(text))).toEqual([]);
});

const renderer = resolve(import.meta.dirname, '../../../renderer');
const views = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.tsx'),
);

test.each(views)('%s names only classes that its sheet has', (file) => {
  const source = readFileSync(join(renderer, file), 'utf8');
  const sheetPath = /import sheet from '(.+?\.module\.css)'/.exec(source)?.[1];
  const used = [...source.matchAll(/\bcss\(([^)]*)\)/g)].flatMap(([, inside = '']) =>
    [...inside.matchAll(/(?<!=== )'([\w-]+)'/g)].map(([, name = '']) => name),
  );
  if (sheetPath === undefined) {
    expect(used).toEqual([]);
    return;
  }
  const sheet = readFileSync(join(renderer, file, '..', sheetPath), 'utf8');
  const missing = used.filter((name) => !new RegExp(`\\.${name}(?![\\w-])`).test(sheet));
  expect(missing).toEqual([]);
});
