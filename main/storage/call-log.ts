// The call log: every finished call once, with what its media measured.
import { z } from 'zod';
import type { MediaFigures } from '../../app/contract/line.ts';
import { type RecentCall, recentCallSchema } from '../../app/desk/state.ts';
import type { Rows } from './storage.ts';

const row = z
  .object({
    id: z.string(),
    call_sid: z.string().nullable(),
    direction: z.string(),
    caller_e164: z.string().nullable(),
    caller_display: z.string(),
    caller_name: z.string().nullable(),
    called_number: z.string().nullable(),
    rang_at: z.number(),
    answered_at: z.number().nullable(),
    ended_at: z.number(),
    reason: z.string(),
  })
  .transform((wire) => ({
    id: wire.id,
    callSid: wire.call_sid,
    direction: wire.direction,
    caller: { e164: wire.caller_e164, display: wire.caller_display, name: wire.caller_name },
    calledNumber: wire.called_number,
    rangAt: wire.rang_at,
    answeredAt: wire.answered_at,
    endedAt: wire.ended_at,
    reason: wire.reason,
  }))
  .pipe(recentCallSchema);

export class CallLog {
  readonly #rows: Rows;
  readonly #onUnreadable: (id: unknown) => void;
  /** Calls that wait for the file, by their id. */
  readonly #unwritten = new Map<string, { accountId: string; call: RecentCall }>();

  /** `onUnreadable` is told the id of a row that does not fit the schema; it is left out of what is read. */
  constructor(rows: Rows, onUnreadable: (id: unknown) => void) {
    this.#rows = rows;
    this.#onUnreadable = onUnreadable;
  }

  /** Keeps a finished call. A call that is already kept stays as it is. */
  keep(accountId: string, call: RecentCall, figures: MediaFigures | null): void {
    if (!this.#unwritten.has(call.id)) this.#unwritten.set(call.id, { accountId, call });
    this.#rows.write({
      sql: `INSERT INTO calls (id, call_sid, direction, caller_e164, caller_display, caller_name, called_number,
         rang_at, answered_at, ended_at, reason, account_id, packets_sent, packets_received, packets_lost,
         energy_sent, energy_received, round_trip, jitter, codec)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO NOTHING`,
      values: [
        call.id,
        call.callSid,
        call.direction,
        call.caller.e164,
        call.caller.display,
        call.caller.name,
        call.calledNumber,
        call.rangAt,
        call.answeredAt,
        call.endedAt,
        call.reason,
        accountId,
        figures?.packetsSent ?? null,
        figures?.packetsReceived ?? null,
        figures?.packetsLost ?? null,
        figures?.energySent ?? null,
        figures?.energyReceived ?? null,
        figures?.roundTrip ?? null,
        figures?.jitter ?? null,
        figures?.codec ?? null,
      ],
      onWritten: () => this.#unwritten.delete(call.id),
    });
  }

  /** The account's last calls, the newest first; those that wait for the file are among them. */
  recent(accountId: string, limit: number): RecentCall[] {
    const calls = [...this.#unwritten.values()].flatMap((one) =>
      one.accountId === accountId ? [one.call] : [],
    );
    const sql = 'SELECT * FROM calls WHERE account_id = ? ORDER BY rang_at DESC, id LIMIT ?';
    for (const each of this.#rows.read(sql, accountId, limit)) {
      const read = row.safeParse(each);
      if (!read.success) this.#onUnreadable(each['id']);
      else if (!this.#unwritten.has(read.data.id)) calls.push(read.data);
    }
    return calls.sort((one, other) => other.rangAt - one.rangAt).slice(0, limit);
  }
}
