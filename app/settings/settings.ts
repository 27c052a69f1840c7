// The one table of settings: what each is, what it may be, and what it is until someone chooses.
import { z } from 'zod';

export const settingsSchema = z.object({
  /** Follows the desktop unless chosen. */
  theme: z.enum(['system', 'light', 'dark']),
  /** ISO 3166-1 alpha-2: how numbers without a country code are read and shown. */
  country: z.string().regex(/^[A-Z]{2}$/),
  /** How loud the ring tone is, 0 (silent) to 1. */
  ringVolume: z.number().min(0).max(1),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = { theme: 'system', country: 'IN', ringVolume: 0.8 };
