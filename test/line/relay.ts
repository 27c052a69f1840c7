// A way for the packets of one call that a test can close: between the line and the customer, both on this machine.
import { createSocket, type Socket } from 'node:dgram';
import { networkInterfaces } from 'node:os';

const candidate = /^a=candidate:(\S+) 1 udp (\d+) (\S+) (\d+) typ host.*$/im;
const anyCandidate = /^a=candidate:.*\r\n/gim;

/** Our own address where pages have theirs: they do not gather loopback. */
function address(): string {
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return own.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}

export class Relay {
  /** True for a black hole: what comes in is gone. */
  swallows = false;
  readonly #near = createSocket('udp4');
  readonly #far = createSocket('udp4');
  #line: { address: string; port: number } | null = null;

  /** The customer's description with this relay as the only way to them. */
  async inFrontOf(sdp: string): Promise<string> {
    const [, foundation, priority, , port] = candidate.exec(sdp) ?? [];
    if (port === undefined) throw new Error(`No candidate in ${sdp}`);
    const here = address();
    await Promise.all([bound(this.#near, here), bound(this.#far, here)]);
    this.#near.on('message', (packet, from) => {
      this.#line = from;
      if (!this.swallows) this.#far.send(packet, Number(port), here);
    });
    this.#far.on('message', (packet) => {
      if (!this.swallows && this.#line !== null) {
        this.#near.send(packet, this.#line.port, this.#line.address);
      }
    });
    const own = `a=candidate:${foundation} 1 udp ${priority} ${here} ${this.#near.address().port} typ host\r\n`;
    return withoutCandidates(sdp).replace(/^a=ice-ufrag:/im, `${own}a=ice-ufrag:`);
  }

  close(): void {
    this.#near.close();
    this.#far.close();
  }
}

export function withoutCandidates(sdp: string): string {
  return sdp.replace(anyCandidate, '');
}

export function candidatesOf(sdp: string): number {
  return sdp.match(anyCandidate)?.length ?? 0;
}

function bound(socket: Socket, host: string): Promise<void> {
  return new Promise((resolve) => socket.bind(0, host, resolve));
}
