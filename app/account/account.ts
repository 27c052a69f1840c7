// An account an agent signs in with: where the service is, which app, which agent. No secret is in it.
import { z } from 'zod';
import { shownText } from '../calls/caller.ts';

/** Loopback hosts, the only ones that may be reached without TLS (a simulator on this machine). */
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A host's name or address. URLs allow more in it, `*` for one, which a policy made of it would take at its word. */
const hostName = /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]+\])$/;

function isServiceUrl(text: string, secure: string, plain: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || !hostName.test(url.hostname)) return false;
  // Paths are put behind an address: nothing may swallow them.
  if (/[?#]/.test(text)) return false;
  return url.protocol === secure || (url.protocol === plain && loopback.has(url.hostname));
}

/** Where the service is. Hosts outside Mumbai are not documented, so each part can be edited. */
export const regionSchema = z.object({
  /** `mumbai`, or `custom` when any part was edited. */
  name: z.enum(['mumbai', 'custom']),
  /** Base address of the Integrations API, without a slash at its end. */
  apiBase: z
    .string()
    .max(300)
    .refine((text) => isServiceUrl(text, 'https:', 'http:'), { error: 'not-https' })
    .transform((text) => text.replace(/\/+$/, '')),
  /** Address of the SIP edge's WebSocket. */
  sipUrl: z
    .string()
    .max(300)
    .refine((text) => isServiceUrl(text, 'wss:', 'ws:'), { error: 'not-wss' }),
  /** SIP domain; `{account}` stands for the ExotelAccountSid. */
  sipDomain: z
    .string()
    .max(253)
    .regex(/^[a-z0-9.{}-]+$/i, { error: 'not-a-domain' }),
  /** Address of a STUN server (`stun:host:port`), or "" for none. */
  stunServer: z
    .string()
    .max(300)
    .regex(/^(stuns?:[^\s/]+)?$/i, { error: 'not-stun' }),
});
export type Region = z.infer<typeof regionSchema>;

/** The documented region (facts.md §1.1, §4.1, §4.2). */
export const mumbai: Region = {
  name: 'mumbai',
  apiBase: 'https://integrationscore.mum1.exotel.com/v2/integrations',
  sipUrl: 'wss://voip.in1.exotel.com:443/wss',
  sipDomain: '{account}.voip.exotel.com',
  stunServer: 'stun:stun.l.google.com:19302',
};

/** Our own id of an account; also the name of its item in the keyring, where other names are ours. */
export const accountIdSchema = z.uuid();

/** An account kept on this machine, as it may be shown. */
export const storedAccountSchema = z.object({
  id: accountIdSchema,
  region: regionSchema,
  appId: z.string(),
  userId: z.string(),
  /** Milliseconds since the epoch. */
  lastUsedAt: z.number(),
});
export type StoredAccount = z.infer<typeof storedAccountSchema>;

/** What the sign-in screen sends. The secret goes to main and comes back to no window. */
export const signInFormSchema = z.object({
  region: regionSchema,
  appId: z.string().trim().min(1).max(200),
  appSecret: z.string().trim().min(1).max(1000),
  userId: z.string().trim().min(1).max(320),
});
export type SignInForm = z.infer<typeof signInFormSchema>;

/** The agent who is signed in, from their mapping. */
export const agentSchema = z.object({
  accountId: z.string(),
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.string(),
  /** The account's number that customers see, formatted; "" when none is set. */
  virtualNumber: shownText,
});
export type Agent = z.infer<typeof agentSchema>;
