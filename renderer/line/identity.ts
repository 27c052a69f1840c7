// The address this desktop has at the edge, the same after every start, so that no dead contact is left to ring.

const key = 'offhook.line.contact';

export interface ContactIdentity {
  /** User and host of our Contact; the host is a name nobody resolves (RFC 7118 §5). */
  user: string;
  host: string;
}

/** Reads the stored identity, or makes one; without storage it lasts until the window goes. */
export function contactIdentity(storage: Storage): ContactIdentity {
  const stored = read(storage);
  const token = stored ?? crypto.randomUUID().replaceAll('-', '').slice(0, 16);
  if (stored === null) write(storage, token);
  return { user: token.slice(0, 8), host: `${token.slice(8)}.invalid` };
}

function read(storage: Storage): string | null {
  try {
    const text = storage.getItem(key);
    return text !== null && /^[0-9a-f]{16}$/.test(text) ? text : null;
  } catch {
    return null;
  }
}

function write(storage: Storage, token: string): void {
  try {
    storage.setItem(key, token);
  } catch {
    // Storage may be full or forbidden: the next start then has another address, which does no harm.
  }
}
