// Whether the desktop has a tray to leave the phone in when its window is closed.
import { execFile } from 'node:child_process';

/** Answers whether a name is owned on the session bus: `gdbus` or `dbus-send`, one of which every desktop has. */
const questions: readonly (readonly [command: string, args: readonly string[]])[] = [
  [
    'gdbus',
    [
      'call',
      '--session',
      '--dest=org.freedesktop.DBus',
      '--object-path=/org/freedesktop/DBus',
      '--method=org.freedesktop.DBus.NameHasOwner',
      'org.kde.StatusNotifierWatcher',
    ],
  ],
  [
    'dbus-send',
    [
      '--session',
      '--print-reply',
      '--dest=org.freedesktop.DBus',
      '/org/freedesktop/DBus',
      'org.freedesktop.DBus.NameHasOwner',
      'string:org.kde.StatusNotifierWatcher',
    ],
  ],
];

/** Runs a command and gives what it printed; rejects when it can't be run, fails or takes too long. */
export type Run = (command: string, args: readonly string[]) => Promise<string>;

const run: Run = (command, args) =>
  new Promise((resolve, reject) => {
    execFile(command, [...args], { timeout: 1_500, maxBuffer: 10_000 }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(error);
    });
  });

/**
 * True where a tray icon will be seen. Windows and macOS always have a place for it. On Linux it is shown by
 * whoever owns `org.kde.StatusNotifierWatcher`; without an owner (GNOME as it comes) a hidden window could not
 * be found again. Where the bus can't be asked, GNOME is taken to have no tray and other desktops to have one.
 */
export async function hasTray(
  platform: NodeJS.Platform,
  env: { readonly XDG_CURRENT_DESKTOP?: string | undefined },
  ask: Run = run,
): Promise<boolean> {
  if (platform !== 'linux') return true;
  for (const [command, args] of questions) {
    try {
      const reply = await ask(command, args);
      if (/\btrue\b/.test(reply)) return true;
      if (/\bfalse\b/.test(reply)) return false;
    } catch {}
  }
  const desktop = env.XDG_CURRENT_DESKTOP ?? '';
  return desktop !== '' && !/gnome/i.test(desktop);
}
