// What a page says on its console, as main hears it.
import { toApp } from './address.ts';
import type { CdpTarget } from './cdp.ts';

type Level = Electron.WebContentsConsoleMessageEventParams['level'];

const NUMBERS: Record<Level, number> = { debug: 0, info: 1, warning: 2, error: 3 };

/** Emits `console-message` for each line of the console, each uncaught error, and what Chromium itself logs. */
export function followConsole(
  target: CdpTarget,
  frame: Electron.WebFrameMain,
  emit: (event: 'console-message', ...args: unknown[]) => void,
): void {
  const say = (message: string, level: Level, url: string | undefined, lineNumber: number | undefined) => {
    const details = { message, level, lineNumber: lineNumber ?? 0, sourceId: toApp(url ?? ''), frame };
    emit('console-message', details, NUMBERS[level], message, details.lineNumber, details.sourceId);
  };
  target.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
    const message = args.map((one) => String(one.value ?? one.description ?? one.type)).join(' ');
    const at = stackTrace?.callFrames[0];
    say(
      message,
      type === 'error' || type === 'warning' || type === 'debug' ? type : 'info',
      at?.url,
      at?.lineNumber,
    );
  });
  target.on('Runtime.exceptionThrown', ({ exceptionDetails: { exception, text, url, lineNumber } }) => {
    say(`Uncaught ${exception?.description ?? text}`, 'error', url, lineNumber);
  });
  target.on('Log.entryAdded', ({ entry }) => {
    say(entry.text, entry.level === 'verbose' ? 'debug' : entry.level, entry.url, entry.lineNumber);
  });
}
