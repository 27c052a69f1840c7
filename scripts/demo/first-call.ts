// The first call, without a person: rung, answered in the popup, five seconds of talk, hung up. Everything measured.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { expect } from '../../test/e2e/offhook.ts';
import { openStage } from './stage.ts';

/** Milliseconds both sides talk. */
const talk = 5_000;

const lineSchema = z.object({ room: z.string(), event: z.string(), afterMs: z.number().optional() });
const rowSchema = z.object({
  packets_received: z.number(),
  energy_received: z.number(),
  reason: z.string(),
});

/** Leaves pictures of every window at each step and `report.json` in `out`. Rejects when any of it did not happen. */
export async function firstCall(out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  const picture = (page: Page, name: string) => page.screenshot({ path: path.join(out, `${name}.png`) });
  const stage = await openStage({
    attended: false,
    step: async (name, { desk }) => {
      await picture(desk, name);
    },
  });
  try {
    const { offhook, telephone, simulator } = stage;
    const { desk, popup, profile } = offhook;
    const pictures = async (name: string) => {
      await picture(desk, name);
      await picture(telephone, `${name}-telephone`);
    };

    await telephone.getByRole('button', { name: 'Ring' }).click();
    const answer = popup.getByRole('button', { name: /^answer/i });
    await expect(answer).toBeVisible();
    await expect
      .poll(() => logged(profile, 'popup-painted'), { message: 'the popup was painted' })
      .not.toBeNull();
    // The ring is over 400 ms old by then: the popup takes no click before that.
    await pictures('ringing');
    await picture(popup, 'ringing-popup');
    await expect(async () => {
      if (await answer.isVisible()) await answer.click({ timeout: 1000 });
      await expect(desk.locator('#current-call')).toHaveAttribute('data-phase', /answering|talking/, {
        timeout: 500,
      });
    }).toPass({ timeout: 5_000 });
    await expect(desk.locator('#current-call')).toHaveAttribute('data-phase', 'talking');
    await telephone.waitForFunction(() => window.telephone.state === 'talking');

    await telephone.waitForTimeout(talk);
    await pictures('talking');
    const customer = await telephone.evaluate(() => window.telephone.figures());
    await desk.getByRole('button', { name: /hang up/i }).click();
    await telephone.waitForFunction(() => window.telephone.state === 'ended');
    await expect(desk.locator('[data-outcome]')).toHaveCount(1);
    await pictures('ended');

    const { row, count } = kept(profile);
    const ended = simulator.feed.entries.findLast(
      (event) => event.kind === 'call' && event.state === 'ended',
    );
    const report = {
      runtime: offhook.runtime,
      registered_ms: await logged(profile, 'registered'),
      invite_to_popup_ms: await logged(profile, 'popup-painted'),
      answer_to_200_ms: await logged(profile, 'answered'),
      agent_audio_packets: row.packets_received,
      agent_audio_energy: row.energy_received,
      customer_audio_packets: customer.packetsReceived,
      customer_audio_energy: customer.audioEnergyReceived,
      ended_by: row.reason === 'hung-up-by-agent' ? 'agent' : row.reason,
      log_rows: count,
    };
    await writeFile(path.join(out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
    console.log(JSON.stringify(report, null, 2));

    expect(ended, 'the vendor saw the call end').toMatchObject({ outcome: 'completed' });
    for (const [name, value] of Object.entries(report)) expect(value, `${name} was measured`).not.toBeNull();
    expect(report.agent_audio_energy, 'the agent heard the customer').toBeGreaterThan(0);
    expect(report.customer_audio_energy, 'the customer heard the agent').toBeGreaterThan(0);
    expect(report.ended_by).toBe('agent');
    expect(report.log_rows).toBe(1);
    expect(offhook.watch.faults, 'no window complained').toEqual([]);
  } finally {
    await stage.close();
  }
}

/** Milliseconds of the first line of the phone's log with this event; null when there is none. */
async function logged(profile: string, event: string): Promise<number | null> {
  const text = await readFile(path.join(profile, 'logs/offhook.log'), 'utf8').catch(() => '');
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const entry = lineSchema.safeParse(JSON.parse(line));
    if (entry.success && entry.data.event === event && entry.data.afterMs !== undefined) {
      return Math.round(entry.data.afterMs * 10) / 10;
    }
  }
  return null;
}

function kept(profile: string): { row: z.infer<typeof rowSchema>; count: number } {
  const database = new DatabaseSync(path.join(profile, 'offhook.sqlite'), { readOnly: true });
  try {
    const rows = database.prepare('SELECT * FROM calls ORDER BY rang_at').all();
    return { row: rowSchema.parse(rows[0]), count: rows.length };
  } finally {
    database.close();
  }
}
