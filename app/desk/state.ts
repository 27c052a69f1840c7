// The one state of the phone: owned by main, shown by every window, tray and notification. No secret is in it.
import { z } from 'zod';
import { agentSchema, storedAccountSchema } from '../account/account.ts';
import { callSchema, endReasonSchema } from '../calls/call.ts';
import { callerSchema } from '../calls/caller.ts';
import { deviceStateSchema, unknownDevice } from '../device/device.ts';
import { failureSchema } from '../failure.ts';
import { lineStateSchema, microphoneStateSchema } from '../line/line.ts';
import { defaultSettings, settingsSchema } from '../settings/settings.ts';

/** Where sign-in stands. `failure` is why the last try did not work, or why a signed-in agent was put out. */
export const signInStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('starting') }),
  z.object({ kind: z.literal('signed-out'), failure: failureSchema.nullable() }),
  z.object({ kind: z.literal('signing-in'), userId: z.string() }),
  z.object({ kind: z.literal('signed-in'), agent: agentSchema }),
]);
export type SignInState = z.infer<typeof signInStateSchema>;

/** Where secrets are kept: the OS keyring, this process's memory (lost at quit), or nowhere yet. */
export const secretStoreStateSchema = z.object({
  kind: z.enum(['keyring', 'memory', 'unavailable']),
  failure: failureSchema.nullable(),
});
export type SecretStoreState = z.infer<typeof secretStoreStateSchema>;

/** A finished call as the log keeps it. Times are milliseconds since the epoch. */
export const recentCallSchema = z.object({
  id: z.string(),
  callSid: z.string().nullable(),
  direction: z.enum(['inbound', 'outbound']),
  caller: callerSchema,
  calledNumber: z.string().nullable(),
  rangAt: z.number(),
  answeredAt: z.number().nullable(),
  endedAt: z.number(),
  reason: endReasonSchema,
});
export type RecentCall = z.infer<typeof recentCallSchema>;

/** Something the agent should know and can dismiss; `key` is stable, so the same news is shown once. */
export const noticeSchema = z.object({ key: z.string(), failure: failureSchema, at: z.number() });
export type Notice = z.infer<typeof noticeSchema>;

export const deskStateSchema = z.object({
  signIn: signInStateSchema,
  accounts: z.array(storedAccountSchema),
  secretStore: secretStoreStateSchema,
  line: lineStateSchema,
  microphone: microphoneStateSchema,
  device: deviceStateSchema,
  /** Live calls, and the last ended one until the next begins, so that the screen can say how it ended. */
  calls: z.array(callSchema),
  recent: z.array(recentCallSchema),
  network: z.enum(['online', 'offline']),
  notices: z.array(noticeSchema),
  settings: settingsSchema,
  /** True where closing the window leaves the phone in the tray; false where there is none, or not yet known. */
  hasTray: z.boolean(),
});
export type DeskState = z.infer<typeof deskStateSchema>;

export const initialDeskState: DeskState = {
  signIn: { kind: 'starting' },
  accounts: [],
  secretStore: { kind: 'unavailable', failure: null },
  line: { kind: 'off' },
  microphone: 'unknown',
  device: unknownDevice,
  calls: [],
  recent: [],
  network: 'online',
  notices: [],
  settings: defaultSettings,
  hasTray: false,
};
