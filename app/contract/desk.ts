// The channels between main and the desk window.
import { z } from 'zod';
import { accountIdSchema, signInFormSchema } from '../account/account.ts';
import { deskStateSchema } from '../desk/state.ts';
import { deviceChoiceSchema } from '../device/device.ts';
import { settingsSchema } from '../settings/settings.ts';
import { type Asks, nothing } from './channels.ts';

const callId = z.object({ callId: z.string().min(1).max(128) });
const accountId = z.object({ accountId: accountIdSchema });

/** The whole state at one revision; revisions grow by one with every change. */
export const deskSnapshotSchema = z.object({ revision: z.number().int(), state: deskStateSchema });
export type DeskSnapshot = z.infer<typeof deskSnapshotSchema>;

/**
 * The parts of the state that changed, whole, from `revision - 1` to `revision`. A window that sees a gap
 * asks for a snapshot.
 */
export const deskChangeSchema = z.object({ revision: z.number().int(), parts: deskStateSchema.partial() });
export type DeskChange = z.infer<typeof deskChangeSchema>;

/** What the desk window may ask. */
export const deskAsks = {
  'desk:snapshot': { request: nothing, reply: deskSnapshotSchema },
  'desk:sign-in': { request: signInFormSchema, reply: nothing },
  'desk:sign-in-stored': { request: accountId, reply: nothing },
  /** Gives up a sign-in that is under way. */
  'desk:cancel-sign-in': { request: nothing, reply: nothing },
  /** Leaves the account and keeps it on this machine. Refused in a call. */
  'desk:sign-out': { request: nothing, reply: nothing },
  /** Removes an account's secret and token from this machine, and leaves it first. Refused in a call. */
  'desk:remove-account': { request: accountId, reply: nothing },
  'desk:use-memory': { request: nothing, reply: nothing },
  'desk:answer': { request: callId, reply: nothing },
  'desk:decline': { request: callId, reply: nothing },
  'desk:hang-up': { request: callId, reply: nothing },
  'desk:choose-device': { request: z.object({ choice: deviceChoiceSchema }), reply: nothing },
  'desk:reconnect': { request: nothing, reply: nothing },
  'desk:change-settings': { request: settingsSchema.partial(), reply: nothing },
  'desk:dismiss-notice': { request: z.object({ key: z.string().max(200) }), reply: nothing },
} as const satisfies Asks;

/** What main tells the desk window. */
export const deskTells = { 'desk:change': deskChangeSchema } as const;
