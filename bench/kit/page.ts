// The page the vendor's kit runs in: starts it as its README says, and keeps what it said and when.
import { ExotelCRMWebSDK } from '@exotel-npm-dev/exotel-ip-calling-crm-websdk';

interface KitEvent {
  readonly of: 'line' | 'call';
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const now = () => performance.timeOrigin + performance.now();
const events: KitEvent[] = [];
const keep = (of: KitEvent['of'], name: string) => events.push({ of, name, at: now() });
let phone: Awaited<ReturnType<ExotelCRMWebSDK['Initialize']>>;

const kit = {
  events,
  /** False when the kit could not start: it says why on the console alone. */
  async start(token: string, userId: string): Promise<boolean> {
    phone = await new ExotelCRMWebSDK(token, userId, true).Initialize(
      (name) => keep('call', name),
      (name) => keep('line', name),
      () => undefined,
    );
    return phone !== undefined;
  },
  /** Accepts the call; answers when that was asked, in milliseconds since the epoch. */
  accept(): number {
    const at = now();
    phone?.AcceptCall();
    return at;
  },
};
export type Kit = typeof kit;
Object.assign(window, { kit });
