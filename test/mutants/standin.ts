// Broken behaviours towards the desktop: what each desktop's judge must notice, and the launch and proof on a real one.
import type { Mutant } from './mutant.ts';

const desktops = (grep: string) => ({ stage: 'e2e', tests: ['test/e2e/on-desktops.spec.ts'], grep }) as const;
const launch = { stage: 'unit', tests: ['test/unit/scripts/launch.test.ts'] } as const;
const proof = { stage: 'unit', tests: ['test/unit/scripts/prove.test.ts'] } as const;

export const windowMutants: readonly Mutant[] = [
  {
    breaks: 'the hidden line is slowed down: registrations are renewed late, rings come late',
    file: 'main/windows/web-preferences.ts',
    from: 'popup: true, line: true };',
    to: 'popup: true, line: false };',
    ...desktops('keep time'),
  },
  {
    breaks: 'the hidden popup is slowed down: a ring is painted late',
    file: 'main/windows/web-preferences.ts',
    from: 'desk: false, popup: true,',
    to: 'desk: false, popup: false,',
    ...desktops('keep time'),
  },
  {
    breaks: 'no call and no ring is heard before somebody has clicked into the hidden line',
    file: 'main/windows/web-preferences.ts',
    from: "role === 'line' ? 'no-user-gesture-required'",
    to: "role === 'desk' ? 'no-user-gesture-required'",
    ...desktops('heard before anybody'),
  },
  {
    breaks: 'the popup takes the keyboard from the agent who is typing',
    file: 'main/windows/popup-window.ts',
    from: 'window.showInactive();',
    to: 'window.show();',
    ...desktops('keyboard stays'),
  },
  {
    breaks: 'the popup is at the left of the screen, over what the agent reads',
    file: 'main/windows/placement.ts',
    from: 'x: workArea.x + workArea.width - width - marginX,',
    to: 'x: workArea.x + marginX,',
    ...desktops('keyboard stays'),
  },
  {
    breaks: 'on Windows the popup is far from where notifications are',
    file: 'main/windows/placement.ts',
    from: "y: platform === 'win32' ?",
    to: "y: platform === 'aix' ?",
    ...desktops('keyboard stays'),
  },
  {
    breaks: 'on Wayland the desk never opens',
    file: 'main/windows/desk-window.ts',
    from: 'setTimeout(() => this.#makeReady(window), paintPatience);',
    to: '',
    ...desktops('opens by itself'),
  },
  {
    breaks: 'on a Mac the desk that is closed in full screen leaves a black screen',
    file: 'main/windows/desk-window.ts',
    from: "this.#options.platform === 'darwin' && window.isFullScreen()",
    to: 'false && window.isFullScreen()',
    ...desktops('black screen'),
  },
  {
    breaks: 'where the machine has no sandbox, every window stays white',
    file: 'main/windows/lock-down.ts',
    from: "if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();",
    to: 'app.enableSandbox();',
    ...desktops('without a sandbox'),
  },
  {
    breaks: 'pages run without the sandbox of the whole app',
    file: 'main/windows/lock-down.ts',
    from: "if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();",
    to: '',
    ...desktops('started as usual'),
  },
];

export const permissionMutants: readonly Mutant[] = [
  {
    breaks: 'a session without a check handler: every window sees the names of the devices',
    file: 'main/windows/permissions.ts',
    from: 'session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>',
    to: 'Array.of((_contents, permission, requestingOrigin, details) =>',
    ...desktops('only the line may hear'),
  },
  {
    breaks: 'a session without a request handler: any window may hear and see',
    file: 'main/windows/permissions.ts',
    from: 'session.setPermissionRequestHandler((_contents, permission, callback, details) => {',
    to: 'Array.of((_contents, permission, callback, details) => {',
    ...desktops('only the line may hear'),
  },
  {
    breaks: 'the line may see the agent, not only hear',
    file: 'main/windows/permissions.ts',
    from: "return mediaTypes.length > 0 && mediaTypes.every((type) => type === 'audio');",
    to: 'return mediaTypes.length > 0;',
    ...desktops('only the line may hear'),
  },
  {
    breaks: 'an edge on this machine or network is never reached',
    file: 'main/windows/permissions.ts',
    from: "'loopback-network': line,",
    to: "'loopback-network': nobody,",
    ...desktops('opens no WebSocket'),
  },
  {
    breaks: 'behind the policy nothing stops a page from talking to anybody',
    file: 'main/windows/lock-down.ts',
    from: 'session.webRequest.onBeforeRequest((details, callback) => {',
    to: 'Array.of((details, callback) => {',
    ...desktops('opens no WebSocket'),
  },
  {
    breaks: 'the line may open a WebSocket to anybody once it has an edge',
    file: 'main/windows/lock-down.ts',
    from: "return role === 'line' && edge !== null && url.origin === edge;",
    to: "return role === 'line' && edge !== null;",
    ...desktops('opens no WebSocket'),
  },
  {
    breaks: 'the desk may talk to the edge',
    file: 'main/windows/lock-down.ts',
    from: "return role === 'line' && edge !== null && url.origin === edge;",
    to: 'return edge !== null && url.origin === edge;',
    ...desktops('opens no WebSocket'),
  },
];

export const microphoneMutants: readonly Mutant[] = [
  {
    breaks: 'on a Mac nobody is asked for the microphone: the customer hears silence',
    file: 'main/os/microphone.ts',
    from: "if (platform === 'darwin') await preferences.askForMediaAccess('microphone');",
    to: '',
    ...desktops('asked for the microphone'),
  },
  {
    breaks: 'what the page knows of devices hides that the system denies the microphone',
    file: 'main/os/microphone.ts',
    from: "return 'denied';",
    to: 'return this.#found;',
    ...desktops('the system denies'),
  },
  {
    breaks: 'a microphone allowed in the settings stays denied until the phone is started anew',
    file: 'main/index.ts',
    from: 'microphone.look();',
    to: '',
    ...desktops('privacy settings deny'),
  },
];

export const notificationMutants: readonly Mutant[] = [
  {
    breaks: 'on Windows no toast is ever shown',
    file: 'main/before-ready.ts',
    from: "app.setAppUserModelId('in.offhook.desktop');",
    to: '',
    ...desktops('notification has buttons'),
  },
  {
    breaks: 'a Windows toast has nothing to answer or decline by',
    file: 'main/os/notifications.ts',
    from: "platform === 'darwin' || platform === 'win32'",
    to: "platform === 'darwin'",
    ...desktops('notification has buttons'),
  },
];

export const proofMutants: readonly Mutant[] = [
  {
    breaks: 'on a real Electron the tests talk into whatever microphone the machine has, or none',
    file: 'test/e2e/runtime.ts',
    from: '...(real ? mediaSwitches(env) : [])',
    to: '...(real ? [] : [])',
    ...launch,
  },
  {
    breaks: 'on a real Electron the sandbox is never tried',
    file: 'test/e2e/runtime.ts',
    from: 'chromiumSandbox: !real || canSandbox(executablePath)',
    to: 'chromiumSandbox: !real',
    ...launch,
  },
  {
    breaks: 'as root every window of a real Electron stays white',
    file: 'test/e2e/runtime.ts',
    from: 'chromiumSandbox: !real || canSandbox(executablePath)',
    to: 'chromiumSandbox: true',
    ...launch,
  },
  {
    breaks: 'what was proven of an older commit counts for this one',
    file: 'scripts/prove/proof.ts',
    from: 'earlier.commit === run.commit',
    to: 'true',
    ...proof,
  },
  {
    breaks: 'answers in a file that cannot be read are written over',
    file: 'scripts/prove/proof.ts',
    from: '} catch (cause) {\n',
    to: '} catch (cause) {\n    if (cause !== undefined) return null;\n',
    ...proof,
  },
  {
    breaks: 'a step that was answered is asked again after an interruption',
    file: 'scripts/prove/walk.ts',
    from: 'steps.filter(({ id }) => !isSettled(kept, id));',
    to: '[...steps];',
    ...proof,
  },
  {
    breaks: 'what was skipped is never asked again',
    file: 'scripts/prove/walk.ts',
    from: "step.id === id && step.answer !== 'skip'",
    to: 'step.id === id',
    ...proof,
  },
  {
    breaks: 'answers are lost when the person leaves',
    file: 'scripts/prove/walk.ts',
    from: '      keep(kept);\n',
    to: '',
    ...proof,
  },
  {
    breaks: 'a section of the document without a question is asked as an empty one',
    file: 'scripts/prove/steps.ts',
    from: "question: z.string().endsWith('?'),",
    to: "question: z.string().catch('?'),",
    ...proof,
  },
];
