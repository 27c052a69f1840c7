// The plainest agent's phone that SIP.js makes, run in a page: it shows that the rig works without Offhook.
import { type Invitation, Registerer, SessionState, UserAgent } from 'sip.js';
import { strongestHz } from './listening.ts';

export interface PlainAgent {
  register: (sipUrl: string, user: string, domain: string, password: string) => Promise<void>;
  /** Answers the ringing call, or the next one to ring. */
  answer: () => Promise<void>;
  hangUp: () => Promise<void>;
  /** The strongest frequency heard from the other side in Hz; 0 in silence. */
  heardHz: () => number;
}

declare global {
  interface Window {
    plainAgent: PlainAgent;
  }
}

const ringing = Promise.withResolvers<Invitation>();
let hears: () => number = () => 0;

function peerConnectionOf(call: Invitation): RTCPeerConnection {
  const handler = call.sessionDescriptionHandler;
  if (handler === undefined || !('peerConnection' in handler)) throw new Error('The call has no media');
  const { peerConnection } = handler;
  if (!(peerConnection instanceof RTCPeerConnection)) throw new Error('The call has no media');
  return peerConnection;
}

function listen(call: Invitation): void {
  const tracks = peerConnectionOf(call)
    .getReceivers()
    .map(({ track }) => track);
  const stream = new MediaStream(tracks);
  const ear = new Audio();
  ear.srcObject = stream;
  void ear.play();
  hears = strongestHz(stream);
}

window.plainAgent = {
  async register(sipUrl, user, domain, password) {
    const uri = UserAgent.makeURI(`sip:${user}@${domain}`);
    if (uri === undefined) throw new Error('Not a SIP address');
    const agent = new UserAgent({
      uri,
      authorizationUsername: user,
      authorizationPassword: password,
      transportOptions: { server: sipUrl, traceSip: false },
      logLevel: 'error',
      sessionDescriptionHandlerFactoryOptions: { iceGatheringTimeout: 500, peerConnectionConfiguration: {} },
      delegate: { onInvite: (call) => ringing.resolve(call) },
    });
    await agent.start();
    await new Registerer(agent).register();
  },
  async answer() {
    const call = await ringing.promise;
    call.stateChange.addListener((state) => {
      if (state === SessionState.Established) listen(call);
    });
    await call.accept({ sessionDescriptionHandlerOptions: { constraints: { audio: true, video: false } } });
  },
  async hangUp() {
    await (await ringing.promise).bye();
  },
  heardHz: () => hears(),
};
