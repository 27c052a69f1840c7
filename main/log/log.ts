// The phone's log: one JSON object a line, with a level, the room it came from and what happened.
import { type Hide, redact } from './redact.ts';

/**
 * `debug`: only while hunting something. `info`: what the phone did, a handful of lines a call. `warn`: it
 * went wrong and mends itself. `error`: it went wrong and somebody must look.
 */
export const levels = ['debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof levels)[number];

/** What a line tells besides its event. Durations are milliseconds under names ending in `Ms`. */
export type Context = Record<string, unknown>;

/** Takes one finished line, without its line end. Must not throw. */
export type Sink = (line: string) => void;

export interface Log {
  debug(event: string, context?: Context): void;
  info(event: string, context?: Context): void;
  warn(event: string, context?: Context): void;
  error(event: string, context?: Context): void;
  /** The same log, for another room. */
  in(room: string): Log;
}

export interface LogOptions {
  sink: Sink;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Takes out of every text what is known to be secret, besides what looks like it. */
  hide?: Hide;
  /** Lines below this level are dropped. */
  from?: Level;
  room?: string;
}

/**
 * A log whose every line is redacted before the sink sees it: secrets dropped, numbers masked. Writing never
 * throws: a log that fails must not end a call.
 */
export function createLog(options: LogOptions): Log {
  const { sink, now, hide, from = 'info', room = 'main' } = options;
  const lowest = levels.indexOf(from);
  const write = (level: Level) => (event: string, context?: Context) => {
    if (levels.indexOf(level) < lowest) return;
    sink(lineOf({ at: now(), level, room, event }, context, hide));
  };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    in: (other) => createLog({ ...options, room: other }),
  };
}

interface Head {
  at: number;
  level: Level;
  room: string;
  event: string;
}

function lineOf(head: Head, context: Context | undefined, hide?: Hide): string {
  const at = new Date(head.at).toISOString();
  try {
    // Context first: it may not overwrite what every line has.
    const { at: _at, level: _level, room: _room, event: _event, ...rest } = redactedContext(context, hide);
    return JSON.stringify({
      at,
      level: head.level,
      room: head.room,
      event: redact(head.event, hide),
      ...rest,
    });
  } catch {
    return JSON.stringify({ at, level: head.level, room: head.room, event: 'unwritable-log-entry' });
  }
}

function redactedContext(context: Context | undefined, hide?: Hide): Context {
  const redacted = redact(context ?? {}, hide);
  return typeof redacted === 'object' && redacted !== null ? { ...redacted } : {};
}
