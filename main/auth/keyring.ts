// The OS keyring through keytar, with a time-out on each call and a reason when it does not work.
import { OffhookError } from '../../app/failure.ts';
import { keyringTimeout, type SecretStore } from './secret-store.ts';

/** The name all of the phone's items stand under in the keyring. */
const service = 'Offhook';

/** What is used of keytar. */
export interface Keytar {
  findCredentials(service: string): Promise<{ account: string; password: string }[]>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/**
 * The keyring, proven by reading from it. keytar is loaded here and not before: without libsecret on Linux
 * loading it fails, and the phone must be able to say so.
 *
 * @throws OffhookError `keyring-unavailable`, `keyring-locked`
 */
export async function openKeyring(
  load: () => Promise<Keytar> = loadKeytar,
  timeout: number = keyringTimeout,
): Promise<SecretStore> {
  const keytar = await withReason(load, timeout);
  const store: SecretStore = {
    kind: 'keyring',
    list: () =>
      withReason(async () => {
        const found = await keytar.findCredentials(service);
        return found.map(({ account, password }) => ({ account, value: password }));
      }, timeout),
    set: (account, value) => withReason(() => keytar.setPassword(service, account, value), timeout),
    delete: (account) =>
      withReason(async () => {
        await keytar.deletePassword(service, account);
      }, timeout),
  };
  await store.list();
  return store;
}

async function loadKeytar(): Promise<Keytar> {
  const { default: keytar } = await import('keytar');
  return keytar;
}

async function withReason<T>(act: () => Promise<T>, timeout: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  // A prompt that nobody answers leaves keytar waiting for ever.
  const timer = setTimeout(() => late.reject(new OffhookError('keyring-locked')), timeout);
  try {
    return await Promise.race([act(), late.promise]);
  } catch (error) {
    if (error instanceof OffhookError) throw error;
    throw new OffhookError(isLocked(error) ? 'keyring-locked' : 'keyring-unavailable', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** libsecret, Windows and macOS each say in their own words that the keyring is locked or was not opened. */
function isLocked(error: unknown): boolean {
  const message = error instanceof Error ? error.message : '';
  return /locked|dismissed|cancell?ed|not allowed|interaction/i.test(message);
}
