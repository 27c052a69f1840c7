// The customer's telephone: baresip, told what to do over its control socket, its ear kept as a WAV file.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { startChild } from '../child.ts';
import { EventLog } from '../event-log.ts';
import { freePort, host, mediaPorts, until } from '../ports.ts';
import { findTone, type Heard, readSamples, writeTone } from '../tone.ts';
import { encodeNetstring, NetstringReader } from './netstring.ts';

const eventSchema = z.object({
  event: z.literal(true),
  type: z.string(),
  param: z.string().default(''),
  /** The call's SIP Call-ID. */
  id: z.string().default(''),
});
/** What baresip tells: CALL_RINGING, CALL_ESTABLISHED, CALL_CLOSED (`param` says why) and so on. */
export type TelephoneEvent = z.infer<typeof eventSchema>;

const replySchema = z.object({
  response: z.literal(true),
  ok: z.boolean(),
  data: z.string().default(''),
  token: z.string(),
});

/** Samples a second of PCMU (RFC 3551 §4.5.14). */
const sampleRate = 8_000;

/** The tone the customer speaks with. */
export const telephoneHz = 440;

export interface TelephoneOptions {
  folder: string;
  domain: string;
  /** The edge's address for telephones. */
  trunk: string;
}

export interface Telephone {
  readonly events: EventLog<TelephoneEvent>;
  /** Rings an agent; resolves once the call is on its way. `from` is the customer's number in E.164. */
  dial: (agent: string, options?: { from?: string }) => Promise<void>;
  hangUp: () => Promise<void>;
  /** How much of a tone is in all that was heard in the last call, up to now. */
  heard: (hz: number) => Promise<Heard>;
  /** Resolves once half a second of the tone has been heard, counted from now. */
  hears: (hz: number, timeoutMs?: number) => Promise<void>;
  stop: () => Promise<void>;
}

async function writeConfig(folder: string, control: number, recordings: string): Promise<void> {
  const tone = join(folder, 'customer.wav');
  const media = mediaPorts();
  await writeTone(tone, { hz: telephoneHz, seconds: 180, sampleRate });
  await mkdir(recordings);
  const config = [
    `sip_listen ${host}:0`,
    'sip_verify_server no',
    `rtp_ports ${media.first}-${media.last}`,
    'call_max_calls 4',
    `audio_source aufile,${tone}`,
    'ausrc_srate 8000',
    'auplay_srate 8000',
    'ausrc_channels 1',
    'auplay_channels 1',
    'module_path /usr/lib/baresip/modules',
    'module g711.so',
    'module aufile.so',
    'module sndfile.so',
    'module_app account.so',
    'module_app menu.so',
    'module_app ctrl_tcp.so',
    `ctrl_tcp_listen ${host}:${control}`,
    `snd_path ${recordings}`,
    '',
  ];
  await writeFile(join(folder, 'config'), config.join('\n'));
  await writeFile(join(folder, 'accounts'), '');
}

function connected(port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}

/** baresip's command socket: one command at a time has one reply, known by its token. */
class Control {
  readonly events = new EventLog<TelephoneEvent>();
  readonly #replies = new EventLog<z.infer<typeof replySchema>>();
  readonly #socket: Socket;
  #commands = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
    const reader = new NetstringReader();
    socket.on('data', (piece) => {
      for (const text of reader.push(piece)) this.#read(JSON.parse(text));
    });
    socket.once('close', () => {
      this.events.close('baresip closed its control socket');
      this.#replies.close('baresip closed its control socket');
    });
    socket.on('error', () => socket.destroy());
  }

  async command(command: string, params = ''): Promise<string> {
    this.#commands += 1;
    const token = String(this.#commands);
    this.#socket.write(encodeNetstring(JSON.stringify({ command, params, token })));
    const reply = await this.#replies.wait(`reply to ${command}`, (seen) => seen.token === token);
    if (!reply.ok) throw new Error(`baresip refused ${command} ${params}: ${reply.data}`);
    return reply.data;
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(message: unknown): void {
    const event = eventSchema.safeParse(message);
    if (event.success) this.events.add(event.data);
    else this.#replies.add(replySchema.parse(message));
  }
}

async function newestRecording(recordings: string): Promise<string | null> {
  const files = await readdir(recordings);
  const last = files
    .filter((name) => name.endsWith('-dec.wav'))
    .sort()
    .at(-1);
  return last === undefined ? null : join(recordings, last);
}

export async function startTelephone(options: TelephoneOptions): Promise<Telephone> {
  const { folder, domain, trunk } = options;
  const port = await freePort();
  const recordings = join(folder, 'heard');
  await writeConfig(folder, port, recordings);
  const child = startChild('baresip', ['-f', folder], { deathSignal: 'KILL', cwd: folder });
  const ended = child.exited.then(() => {
    throw new Error(`baresip ended at its start:\n${child.lines.all.slice(-15).join('\n')}`);
  });
  let socket: Socket | null = null;
  const open = until('baresip answers', async () => {
    socket = await connected(port);
    return socket !== null;
  });
  await Promise.race([open, ended]);
  if (socket === null) throw new Error('baresip has no control socket');
  const control = new Control(socket);
  const numbers = new Set<string>();

  const samples = async () => {
    const file = await newestRecording(recordings);
    return file === null ? new Int16Array(0) : readSamples(file);
  };

  return {
    events: control.events,
    async dial(agent, { from = '+919876543210' } = {}) {
      const address = `sip:${from}@${domain}`;
      if (!numbers.has(from)) {
        // The vendor's edge names the customer's number in the display name too (facts.md §4.3).
        const account = `"${from}" <${address};transport=udp>;regint=0;outbound="${trunk}";audio_codecs=PCMU/8000/1`;
        await control.command('uanew', account);
        numbers.add(from);
      }
      await control.command('uafind', address);
      await control.command('dial', `sip:${agent}@${domain}`);
    },
    async hangUp() {
      await control.command('hangup');
    },
    async heard(hz) {
      return findTone(await samples(), sampleRate, hz);
    },
    async hears(hz, timeoutMs = 10_000) {
      const from = (await samples()).length;
      await until(
        `the telephone hears ${hz} Hz`,
        async () => findTone((await samples()).subarray(from), sampleRate, hz).toneSeconds >= 0.5,
        timeoutMs,
      );
    },
    async stop() {
      control.close();
      // Asked politely, baresip first waits for the far side of a live call.
      await child.end('SIGKILL');
    },
  };
}
