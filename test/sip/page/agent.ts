// The plainest agent's phone that SIP.js makes, run in a page: it shows that the rig works without Offhook.
import { type Invitation, Registerer, SessionState, UserAgent } from 'sip.js';

export interface PlainAgent {
  register: (sipUrl: string, user: string, domain: string, password: string) => Promise<void>;
  /** Answers the ringing call, or the next one to ring. */
  answer: () => Promise<void>;
  hangUp: () => Promise<void>;
}

declare global {
  interface Window {
    plainAgent: PlainAgent;
  }
}

const ringing = Promise.withResolvers<Invitation>();

function listen(call: Invitation): void {
  const handler = call.sessionDescriptionHandler;
  if (handler === undefined || !('peerConnection' in handler)) throw new Error('The call has no media');
  const { peerConnection } = handler;
  if (!(peerConnection instanceof RTCPeerConnection)) throw new Error('The call has no media');
  const ear = new Audio();
  ear.srcObject = new MediaStream(peerConnection.getReceivers().map(({ track }) => track));
  void ear.play();
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
};
