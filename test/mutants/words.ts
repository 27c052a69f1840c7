// Broken behaviours of what is said, heard and typed: causes, keys, announcements.
import type { Mutant } from './mutant.ts';

const causes = { stage: 'unit', tests: ['test/unit/calls/cause.test.ts'] } as const;
const keys = { stage: 'unit', tests: ['test/unit/keys/keys.test.ts'] } as const;
const news = { stage: 'unit', tests: ['test/unit/renderer/announcements.test.ts'] } as const;
const heard = { stage: 'e2e', tests: ['test/e2e/heard.spec.ts'] } as const;

const causeMutants: readonly Mutant[] = [
  {
    breaks: 'a ring of 30 s reads as if the caller had hung up',
    file: 'app/calls/cause.ts',
    from: "return rangFor < shortestRingTime ? 'hung-up' : 'stopped-ringing';",
    to: "return 'hung-up';",
    ...causes,
  },
  {
    breaks: 'a caller who ends the ring reads as one who ends the talk',
    file: 'app/calls/cause.ts',
    from: "return wasAnswered ? reason : 'hung-up';",
    to: 'return reason;',
    ...causes,
  },
  {
    breaks: 'a second caller during mere ringing reads as one during a talk',
    file: 'app/calls/cause.ts',
    from: "return isUnanswered ? 'another-ringing' : 'on-another-call';",
    to: "return 'on-another-call';",
    stage: 'unit',
    tests: ['test/unit/desk/reducer.test.ts'],
  },
  {
    breaks: 'the list does not say for how long it rang',
    file: 'renderer/desk/recent/outcome.ts',
    from: '{ time: spokenTime(rangFor) }',
    to: "{ time: '' }",
    stage: 'e2e',
    tests: ['test/e2e/ring-ends.spec.ts'],
    grep: 'the caller gives up',
  },
  {
    breaks: 'a call that was refused as a second one is told by no notification',
    file: 'app/calls/cause.ts',
    from: "  'another-ringing',\n  'on-another-call',\n",
    to: '',
    stage: 'unit',
    tests: ['test/unit/os/surfaces.test.ts'],
  },
];

const keyMutants: readonly Mutant[] = [
  {
    breaks: 'keys act on a call behind an open dialog',
    file: 'app/keys/keys.ts',
    from: 'if (press.repeat || situation.isBehindDialog) return null;',
    to: 'if (press.repeat) return null;',
    ...keys,
  },
  {
    breaks: 'no window says that a dialog is open: keys act behind it',
    file: 'renderer/ui/keys.ts',
    from: `document.querySelector('[role="dialog"], [role="alertdialog"]') !== null`,
    to: 'false',
    stage: 'e2e',
    tests: ['test/e2e/keys.spec.ts'],
    grep: 'answers and hangs up',
  },
  {
    breaks: 'a key held down answers and, a moment later, asks again',
    file: 'app/keys/keys.ts',
    from: 'if (press.repeat || situation.isBehindDialog) return null;',
    to: 'if (situation.isBehindDialog) return null;',
    ...keys,
  },
  {
    breaks: 'a question mark in a text opens the card of keys',
    file: 'app/keys/keys.ts',
    from: '!press.metaKey && !isTyping;',
    to: '!press.metaKey;',
    ...keys,
  },
  {
    breaks: 'a capital letter alone hangs up',
    file: 'app/keys/keys.ts',
    from: 'return hasCommand && press.shiftKey && letterOf(press) === key;',
    to: 'return press.shiftKey && letterOf(press) === key;',
    ...keys,
  },
  {
    breaks: 'under a keyboard of an Indian script no key answers',
    file: 'app/keys/keys.ts',
    from: "code.replace(/^Key/, '')",
    to: "''",
    ...keys,
  },
  {
    breaks: 'on a Mac the keys are those of other systems',
    file: 'app/keys/keys.ts',
    from: 'isMac ? press.metaKey && !press.ctrlKey : press.ctrlKey && !press.metaKey',
    to: 'press.ctrlKey && !press.metaKey',
    ...keys,
  },
  {
    breaks: 'the card of keys stays over a call that rings, and keeps its keys from it',
    file: 'renderer/desk/keys/key-help.tsx',
    from: 'if (ringing !== undefined) onOpenChange(false);',
    to: '',
    stage: 'e2e',
    tests: ['test/e2e/keys.spec.ts'],
    grep: 'gives way',
  },
  {
    breaks: 'F7 goes nowhere',
    file: 'renderer/desk/keys/key-help.tsx',
    from: "'to-list': () => document.getElementById(recentCallsId)?.focus(),",
    to: '',
    stage: 'e2e',
    tests: ['test/e2e/keys.spec.ts'],
    grep: 'F6',
  },
];

const heardMutants: readonly Mutant[] = [
  {
    breaks: 'a screen reader hears nothing of calls, line and device',
    file: 'renderer/desk/desk-announcer.tsx',
    from: 'return [...earlier, ...fresh].slice(-kept);',
    to: 'return earlier;',
    ...heard,
    grep: 'hears who rings',
  },
  {
    breaks: 'a ring waits until the screen reader has a pause',
    file: 'renderer/desk/announcements.ts',
    from: "return kind === 'ringing' || kind === 'ended'",
    to: "return kind === 'ended'",
    ...heard,
    grep: 'hears who rings',
  },
  {
    breaks: 'the number called is not heard',
    file: 'renderer/desk/desk-announcer.tsx',
    from: 'return news.called === null',
    to: "return news.called !== ''",
    ...heard,
    grep: 'hears who rings',
  },
  {
    breaks: 'a second caller is not heard of',
    file: 'renderer/desk/announcements.ts',
    from: '    ...missedNews(before, after),\n',
    to: '',
    ...heard,
    grep: 'hears who rings',
  },
  {
    breaks: 'calls of the day before are told as missed at sign-in',
    file: 'renderer/desk/announcements.ts',
    from: 'if (!(isFirst || isOneMore) || after',
    to: 'if (after',
    ...news,
  },
  {
    breaks: 'that there is no network is not heard',
    file: 'renderer/desk/announcements.ts',
    from: "return before.network === 'offline' ? [] : [{ kind: 'offline' }];",
    to: 'return [];',
    ...news,
  },
  {
    breaks: 'each further try of a line that is down is told again',
    file: 'renderer/desk/announcements.ts',
    from: "const isAnotherTry = isDown(was) && was.kind !== 'refused' && is.kind !== 'refused';",
    to: 'const isAnotherTry = false;',
    ...news,
  },
  {
    breaks: 'a device that is only asked for is told as switched',
    file: 'renderer/desk/announcements.ts',
    from: 'const [was, is] = [before.device.effective, after.device.effective];',
    to: 'const [was, is] = [before.device.effective, after.device.wanted ?? after.device.effective];',
    ...news,
  },
];

export const wordsMutants: readonly Mutant[] = [...causeMutants, ...keyMutants, ...heardMutants];
