// The channels between main and the popup: of a call that rings, or of one that goes on while the desk is hidden.
import { z } from 'zod';
import { callSchema } from '../calls/call.ts';
import { settingsSchema } from '../settings/settings.ts';
import { type Asks, nothing } from './channels.ts';

const callId = z.object({ callId: z.string().min(1).max(128) });

/**
 * What the popup shows: a call that rings, as a card; one that goes on while the desk is out of sight, as a
 * pill; or null when there is neither and it is hidden.
 */
export const popupViewSchema = z.object({
  call: callSchema.nullable(),
  theme: settingsSchema.shape.theme,
  /** Milliseconds since the epoch when card or pill came up; presses just after it are ignored. */
  shownAt: z.number().nullable(),
});
export type PopupView = z.infer<typeof popupViewSchema>;

/** What the popup may ask. */
export const popupAsks = {
  'popup:view': { request: nothing, reply: popupViewSchema },
  'popup:answer': { request: callId, reply: nothing },
  'popup:decline': { request: callId, reply: nothing },
  'popup:hang-up': { request: callId, reply: nothing },
  'popup:open-desk': { request: nothing, reply: nothing },
  /** The popup has painted this call: main measures from INVITE to here. */
  'popup:painted': { request: callId, reply: nothing },
} as const satisfies Asks;

/** What main tells the popup. */
export const popupTells = { 'popup:view-changed': popupViewSchema } as const;
