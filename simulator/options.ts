// What a simulator may be started with.
import { z } from 'zod';

const port = z.number().int().min(0).max(65_535);

export const simulatorOptionsSchema = z.object({
  /** Ports on 127.0.0.1; 0 takes a free one. */
  apiPort: port.default(0),
  sipPort: port.default(0),
  controlPort: port.default(0),
  /** The account's name at the vendor; the SIP domain is made from it (facts.md §4.2). */
  accountSid: z
    .string()
    .regex(/^[a-z0-9]+$/)
    .default('offhookdemo1'),
  /** How long a token lives, in seconds; the service says 90 days (facts.md §1.4). */
  tokenLifetime: z
    .number()
    .int()
    .positive()
    .default(90 * 24 * 3600),
  /** The longest registration the edge grants, in seconds (facts.md §4.2). */
  registrationExpires: z.number().int().positive().default(300),
  /** Which registrations of one agent are rung: the newest, or all of them (facts.md §8, 23). */
  registrations: z.enum(['newest', 'fork']).default('newest'),
  /** How long an agent is rung before the edge gives up, in milliseconds. */
  ringFor: z.number().int().positive().default(30_000),
  /** How PUT /device treats two devices on, or both off (facts.md §2). */
  devicePolicy: z.enum(['one-on', 'both-on', 'both-off-refused', 'second-on-refused']).default('one-on'),
});
export type SimulatorOptions = z.infer<typeof simulatorOptionsSchema>;
