// The customer's side of a call, in a page of its own.
import type { Page } from '@playwright/test';

/** The customer's side: a steady tone, an offer or an answer with all its candidates. */
export class Customer {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** A new connection's offer, of so many streams of sound. */
  offer(streams = 1): Promise<string> {
    return this.page.evaluate(async (count) => {
      const connection = await (window as unknown as { call(): Promise<RTCPeerConnection> }).call();
      for (let more = 1; more < count; more += 1) connection.addTransceiver('audio');
      await connection.setLocalDescription();
      await gathered(connection);
      return connection.localDescription?.sdp ?? '';
      function gathered(pc: RTCPeerConnection): Promise<void> {
        return new Promise((done) => {
          const check = () => pc.iceGatheringState === 'complete' && done();
          pc.addEventListener('icegatheringstatechange', check);
          check();
        });
      }
    }, streams);
  }

  async take(answer: string): Promise<void> {
    await this.page.evaluate(async (sdp) => {
      const { connection } = window as unknown as { connection: RTCPeerConnection };
      await connection.setRemoteDescription({ type: 'answer', sdp });
    }, answer);
  }

  answer(offer: string): Promise<string> {
    return this.page.evaluate(async (offered) => {
      const scope = window as unknown as {
        connection?: RTCPeerConnection;
        call(): Promise<RTCPeerConnection>;
      };
      const connection = scope.connection ?? (await scope.call());
      await connection.setRemoteDescription({ type: 'offer', sdp: offered });
      await connection.setLocalDescription();
      const sdp = () => connection.localDescription?.sdp ?? '';
      // After an ICE restart the state still tells of the gathering before.
      await new Promise<void>((done) => {
        const check = () =>
          sdp().includes('a=candidate:') && connection.iceGatheringState === 'complete' && done();
        connection.addEventListener('icegatheringstatechange', check);
        check();
      });
      return sdp();
    }, offer);
  }

  /** Energy of what the customer hears, cumulative. */
  energyHeard(): Promise<number> {
    return this.page.evaluate(async () => {
      const { connection } = window as unknown as { connection: RTCPeerConnection };
      const reports = [...(await connection.getStats()).values()] as {
        type: string;
        totalAudioEnergy?: number;
      }[];
      return reports.find((report) => report.type === 'inbound-rtp')?.totalAudioEnergy ?? 0;
    });
  }
}

export const customerScript = `
  window.call = async () => {
    const context = new AudioContext();
    const tone = new OscillatorNode(context, { frequency: 440 });
    const sink = new MediaStreamAudioDestinationNode(context);
    tone.connect(sink);
    tone.start();
    const connection = new RTCPeerConnection();
    connection.addTrack(sink.stream.getAudioTracks()[0], sink.stream);
    connection.addEventListener('track', ({ track }) => {
      const audio = new Audio();
      audio.srcObject = new MediaStream([track]);
      audio.play();
    });
    window.connection = connection;
    return connection;
  };
`;
