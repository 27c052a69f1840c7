// Broken behaviours of the dock, the popup, the lamp and what the desk keeps.
import type { Mutant } from './mutant.ts';

const readiness = { stage: 'unit', tests: ['test/unit/readiness/readiness.test.ts'] } as const;
const popupView = { stage: 'unit', tests: ['test/unit/desk/popup-view.test.ts'] } as const;
const windows = { stage: 'unit', tests: ['test/unit/windows/windows.test.ts'] } as const;
const kept = { stage: 'unit', tests: ['test/unit/renderer/kept.test.ts'] } as const;
const dock = { stage: 'look', tests: ['test/look/dock.spec.ts'] } as const;
const lamp = { stage: 'look', tests: ['test/look/lamp.spec.ts'] } as const;
const pill = { stage: 'e2e', tests: ['test/e2e/pill.spec.ts'] } as const;
const rings = { stage: 'e2e', tests: ['test/e2e/ring-ends.spec.ts'] } as const;

const readinessMutants: readonly Mutant[] = [
  {
    breaks: 'without a microphone the phone says it is ready',
    file: 'app/readiness/readiness.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of the product, not a template of this file.
    from: "return check('microphone', `microphone-${microphone}`, 'bad');",
    to: "return check('microphone', 'microphone-ready', 'good');",
    ...readiness,
  },
  {
    breaks: 'what is only under way hides what is broken',
    file: 'app/readiness/readiness.ts',
    from: "found.find(({ mark }) => mark !== 'busy') ?? found[0] ?? null",
    to: 'found[0] ?? null',
    ...readiness,
  },
  {
    breaks: 'with the phone in force a lost line is an alarm',
    file: 'app/readiness/readiness.ts',
    from: '    checkOfDevice(facts.device),\n    checkOfLine(facts.line, facts.device),',
    to: '    checkOfLine(facts.line, facts.device),\n    checkOfDevice(facts.device),',
    ...readiness,
  },
  {
    breaks: 'the way out to the phone is offered to an agent who has none',
    file: 'app/readiness/readiness.ts',
    from: "const canMove = hasPhone && effective === 'sip'",
    to: "const canMove = effective === 'sip'",
    ...readiness,
  },
  {
    breaks: 'a device that is not yet read counts as ready',
    file: 'app/readiness/readiness.ts',
    from: "  if (readAt === null) return check('device', 'reading', 'busy');\n",
    to: '',
    ...readiness,
  },
  {
    breaks: 'the tray judges by itself whether calls can come',
    file: 'main/os/tray-view.ts',
    from: "return readinessOf(state).obstacle?.finding ?? 'ready';",
    to: "return state.line.kind === 'registered' ? 'ready' : 'connecting';",
    ...readiness,
  },
  {
    breaks: 'the lamp is green whatever stands in the way',
    file: 'renderer/desk/line/lamp.tsx',
    from: '<StatusMark tone={check.mark} size={14} />',
    to: '<StatusMark tone="good" size={14} />',
    ...lamp,
    grep: 'is green',
  },
  {
    breaks: 'the lamp says Ready whatever stands in the way',
    file: 'renderer/desk/line/use-readiness.ts',
    from: "if (obstacle === null) return t('readiness.ready');",
    to: "if (obstacle === null || obstacle.mark === 'bad') return t('readiness.ready');",
    ...lamp,
  },
  {
    breaks: 'a fix that is pressed asks for nothing',
    file: 'renderer/desk/line/fix-button.tsx',
    from: 'void commands.reconnect()',
    to: 'undefined',
    ...lamp,
  },
  {
    breaks: 'the button that takes calls back to the desktop sends them to the phone',
    file: 'renderer/desk/line/fix-button.tsx',
    from: "commands.chooseDevice(fix === 'ring-phone' ? 'phone' : 'sip')",
    to: "commands.chooseDevice('phone')",
    ...lamp,
    grep: 'no alarm',
  },
  {
    breaks: 'what loses calls is not on the notice line',
    file: 'renderer/desk/notices.tsx',
    from: 'const items = [...lost, ...failures, ...obstacle];',
    to: 'const items = [...lost, ...failures];',
    ...lamp,
    grep: 'on the notice line',
  },
];

const dockMutants: readonly Mutant[] = [
  {
    breaks: 'a press acts though its control has only just appeared',
    file: 'renderer/ui/press-guard.ts',
    from: 'onPress: () => (guard.release() ? act() : leaveControl()),',
    to: 'onPress: () => act(),',
    ...dock,
    grep: '400 ms',
  },
  {
    breaks: 'a double click on Answer hangs up, if Hang up lies there',
    file: 'renderer/desk/call/talking-call.tsx',
    from: '            {...guarded(guard, hangUp)}',
    to: '            onPress={hangUp}',
    ...dock,
    grep: '400 ms',
  },
  {
    breaks: 'the key that hangs up acts on a call that was answered this moment',
    file: 'renderer/desk/call/talking-call.tsx',
    from: "'hang-up': () => guard.isOpen() && !isEnding && hangUp()",
    to: "'hang-up': () => !isEnding && hangUp()",
    ...dock,
    grep: '400 ms',
  },
  {
    breaks: 'a press that was too early leaves the focus on Answer, and a typed space answers',
    file: 'renderer/ui/press-guard.ts',
    from: 'document.activeElement?.closest<HTMLElement>(\'[tabindex="-1"]\')?.focus();',
    to: '',
    ...dock,
    grep: 'too early',
  },
  {
    breaks: 'End lies where Answer lay',
    file: 'renderer/desk/call/call-controls.module.css',
    from: '  justify-content: flex-end;\n',
    to: '  justify-content: flex-start;\n',
    ...dock,
    grep: 'End lies',
  },
  {
    breaks: 'the call scrolls away with the page',
    file: 'renderer/desk/frame.module.css',
    from: '    "rail main" minmax(0, 1fr) / 72px minmax(0, 1fr);',
    to: '    "rail main" max-content / 72px minmax(0, 1fr);',
    ...dock,
    grep: 'stays in sight',
  },
  {
    breaks: 'audio that stopped stays green',
    file: 'renderer/ui/call-tone.ts',
    from: "interrupted: 'warn',",
    to: "interrupted: 'good',",
    ...dock,
    grep: 'three ways',
  },
  {
    breaks: 'the focus falls off the page when Answer goes',
    file: 'renderer/ui/focus-keeper.tsx',
    from: 'if (region?.hidden === false) region.focus();',
    to: 'if (region?.hidden === false) return;',
    ...dock,
    grep: 'the focus follows',
  },
  {
    breaks: 'a call that is over stays in the dock',
    file: 'renderer/desk/call/call-dock.tsx',
    from: 'setTimeout(() => setOver(id), endedAt + endedShownMs - Date.now())',
    to: 'setTimeout(() => undefined, endedAt + endedShownMs - Date.now())',
    ...dock,
    grep: 'leaves the dock by itself',
  },
  {
    breaks: 'another number than the caller’s is copied',
    file: 'renderer/ui/copy-button.tsx',
    from: 'const number = caller.e164 ?? caller.display;',
    to: 'const number = caller.display;',
    ...dock,
    grep: 'can be copied',
  },
  {
    breaks: 'the time of the talk begins with the ring',
    file: 'renderer/desk/call/talking-call.tsx',
    from: 'since={call.answeredAt}',
    to: 'since={call.rangAt}',
    ...dock,
    grep: 'time of the talk',
  },
  {
    breaks: 'Decline answers',
    file: 'renderer/desk/call/ringing-call.tsx',
    from: '{...guarded(guard, decline)}',
    to: '{...guarded(guard, answer)}',
    ...dock,
    grep: '400 ms',
  },
];

const popupMutants: readonly Mutant[] = [
  {
    breaks: 'answered with the desk in the tray, every window is hidden',
    file: 'main/desk/popup-view.ts',
    from: 'return isShown ? null : (calls.find(isTaken) ?? null);',
    to: 'return null;',
    ...pill,
    grep: 'leaves a pill',
  },
  {
    breaks: 'the pill stays over the desk',
    file: 'main/windows/desk-window.ts',
    from: "    window.on('show', look);\n",
    to: '',
    ...windows,
  },
  {
    breaks: 'the popup covers the desk of an agent who works in it',
    file: 'main/desk/popup-view.ts',
    from: 'return isFocused ? null : ringing;',
    to: 'return ringing;',
    ...popupView,
  },
  {
    breaks: 'who turns away from the desk while it rings is not rung by the popup',
    file: 'main/index.ts',
    from: 'onSight: () => {\n      showPopup();',
    to: 'onSight: () => {',
    ...pill,
    grep: 'turn elsewhere',
  },
  {
    breaks: 'the controls of the pill count as shown since the ring',
    file: 'main/desk/popup-view.ts',
    from: 'last?.id === call.id && isRinging(last) === isRinging(call)',
    to: 'last?.id === call.id',
    ...popupView,
  },
  {
    breaks: 'a declined call is shown as one that goes on',
    file: 'main/desk/popup-view.ts',
    from: "(phase === 'ending' && answeredAt !== null)",
    to: "phase === 'ending'",
    ...popupView,
  },
  {
    breaks: 'the popup does not grow with the zoom, and is cut',
    file: 'main/windows/popup-window.ts',
    from: '{ width: Math.ceil(size.width * zoom), height: Math.ceil(size.height * zoom) }',
    to: 'size',
    ...windows,
  },
  {
    breaks: 'the pill jumps back to its corner whenever the call changes',
    file: 'main/windows/popup-window.ts',
    from: 'else if (view.shownAt !== shownAt || !window.isVisible()) this.#bringUp(window);',
    to: 'else this.#bringUp(window);',
    ...windows,
  },
  {
    breaks: 'a press on the popup acts in its first moments',
    file: 'renderer/popup/ringing-card.tsx',
    from: "{...guarded(guard, () => choose('decline'))}",
    to: "onPress={() => choose('decline')}",
    ...rings,
    grep: 'first 400 ms',
  },
  {
    breaks: 'Hang up of the pill does nothing',
    file: 'main/desk/asks.ts',
    from: "'popup:hang-up': ({ callId }) => discard(calls.hangUp(callId)),",
    to: "'popup:hang-up': () => discard(undefined),",
    ...pill,
    grep: 'leaves a pill',
  },
  {
    breaks: 'every push makes the list anew, and the desk grows with each call',
    file: 'renderer/ui/kept.ts',
    from: '  return isSame ? before : items;',
    to: '  return items;',
    ...kept,
  },
  {
    breaks: 'a row that moved down the list is a new one',
    file: 'renderer/ui/kept.ts',
    from: 'kept(known.get(nameOf(item) ?? index), item)',
    to: 'kept(before[index], item)',
    ...kept,
  },
];

export const dockRoomMutants: readonly Mutant[] = [...readinessMutants, ...dockMutants, ...popupMutants];
