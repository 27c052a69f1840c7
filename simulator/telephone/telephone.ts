// The customer's telephone: rings an agent through the simulator and talks, with real audio over WebRTC.

interface Told {
  kind: 'make-offer' | 'make-answer' | 'accept' | 'state' | 'refused' | 'ended';
  id?: string;
  sdp?: string;
  direction?: RTCRtpTransceiverDirection;
  state?: string;
  outcome?: string | null;
  endedBy?: string | null;
  agent?: string;
  detail?: string;
}

interface PhoneCall {
  agent: string;
  from: string;
  name: string;
}

/** Cumulative figures of this call's sound, or of the last one's. */
interface Figures {
  packetsSent: number;
  packetsReceived: number;
  audioEnergySent: number;
  audioEnergyReceived: number;
}

function element<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`no ${id} on the page`);
  return found;
}

const agents = element('agent', HTMLSelectElement);
const customers = element('customer', HTMLSelectElement);
const from = element('from', HTMLInputElement);
const name = element('name', HTMLInputElement);
const ringButton = element('ring', HTMLButtonElement);
const hangUpButton = element('hang-up', HTMLButtonElement);
const screen = element('screen', HTMLElement);
const stateLine = element('state', HTMLParagraphElement);
const detailLine = element('detail', HTMLParagraphElement);
const heard = new Audio();
heard.autoplay = true;

/** The longest wait for candidates, in milliseconds: what is known then is sent. */
const gatheringCap = 1_500;

let connection: RTCPeerConnection | null = null;
let microphone: MediaStream | null = null;
let figures: Figures = { packetsSent: 0, packetsReceived: 0, audioEnergySent: 0, audioEnergyReceived: 0 };
let talkingSince: number | null = null;
let state = 'idle';

/** What a telephone without a sound of its own says, and what to do about it. */
class Mute extends Error {
  readonly advice: string;

  constructor(words: string, advice: string) {
    super(words);
    this.advice = advice;
  }
}
/** Why the present call has no sound: it ends for want of it, and says so. */
let mute: Mute | null = null;

const socket = new WebSocket(new URL('socket', location.href.replace(/^http/, 'ws')));
const send = (message: object) => socket.send(JSON.stringify(message));
socket.addEventListener('message', (event) => void receive(JSON.parse(String(event.data)) as Told));
socket.addEventListener('close', () =>
  show('trouble', 'The simulator is gone', 'Start it again, then reload.'),
);

const outcomes: Record<string, string> = {
  completed: 'Call ended',
  declined: 'Declined',
  'no-answer': 'Nobody answered',
  cancelled: 'You hung up',
  unreachable: 'Cannot be reached',
  failed: 'The call failed',
};

function show(next: string, words: string, detail = ''): void {
  state = next;
  screen.dataset['state'] = next;
  stateLine.textContent = words;
  detailLine.textContent = detail;
  const busy = next === 'calling' || next === 'ringing' || next === 'talking';
  ringButton.disabled = busy;
  hangUpButton.disabled = !busy;
}

/** The reasons of getUserMedia (W3C mediacapture-streams §10.2), as a person can act on them. @throws Mute */
async function openMicrophone(): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch (error) {
    switch (error instanceof DOMException ? error.name : '') {
      case 'NotFoundError':
        throw new Mute('No microphone', 'Plug one in, then ring again.');
      case 'NotAllowedError':
        throw new Mute('The microphone is not allowed', 'Allow it for this page, then ring again.');
      default:
        throw new Mute('The microphone does not open', 'Close what else uses it, then ring again.');
    }
  }
}

async function open(): Promise<RTCPeerConnection> {
  if (connection !== null) return connection;
  microphone = await openMicrophone();
  const opened = new RTCPeerConnection();
  opened.addEventListener('track', ({ track }) => {
    heard.srcObject = new MediaStream([track]);
  });
  for (const track of microphone.getTracks()) opened.addTrack(track, microphone);
  connection = opened;
  return opened;
}

async function gathered(peer: RTCPeerConnection): Promise<string> {
  if (peer.iceGatheringState !== 'complete') {
    const done = Promise.withResolvers<void>();
    const look = () => {
      if (peer.iceGatheringState === 'complete') done.resolve();
    };
    peer.addEventListener('icegatheringstatechange', look);
    const timer = setTimeout(() => done.resolve(), gatheringCap);
    await done.promise;
    clearTimeout(timer);
    peer.removeEventListener('icegatheringstatechange', look);
  }
  return peer.localDescription?.sdp ?? '';
}

async function described(message: Told): Promise<string> {
  const peer = await open();
  if (message.kind === 'make-offer') {
    for (const transceiver of peer.getTransceivers()) transceiver.direction = message.direction ?? 'sendrecv';
    await peer.setLocalDescription(await peer.createOffer());
  } else {
    await peer.setRemoteDescription({ type: 'offer', sdp: message.sdp ?? '' });
    await peer.setLocalDescription(await peer.createAnswer());
  }
  return gathered(peer);
}

async function measure(): Promise<Figures> {
  if (connection === null) return figures;
  const next = { packetsSent: 0, packetsReceived: 0, audioEnergySent: 0, audioEnergyReceived: 0 };
  for (const report of (await connection.getStats()).values()) {
    if (report.kind !== 'audio') continue;
    if (report.type === 'inbound-rtp') {
      next.packetsReceived += report.packetsReceived ?? 0;
      next.audioEnergyReceived += report.totalAudioEnergy ?? 0;
    } else if (report.type === 'outbound-rtp') next.packetsSent += report.packetsSent ?? 0;
    else if (report.type === 'media-source') next.audioEnergySent += report.totalAudioEnergy ?? 0;
  }
  figures = next;
  return figures;
}

async function receive(message: Told): Promise<void> {
  switch (message.kind) {
    case 'make-offer':
    case 'make-answer':
      try {
        send({ kind: 'description', id: message.id, sdp: await described(message) });
      } catch (error) {
        if (error instanceof Mute) mute = error;
        const detail = error instanceof Error ? error.message : 'no description';
        send({ kind: 'no-description', id: message.id, detail });
      }
      return;
    case 'accept':
      await connection?.setRemoteDescription({ type: 'answer', sdp: message.sdp ?? '' });
      return;
    case 'state':
      changed(message);
      return;
    case 'refused':
      release();
      show('trouble', 'The call was not placed', message.detail);
      return;
    case 'ended':
      await measure();
      release();
  }
}

function release(): void {
  connection?.close();
  for (const track of microphone?.getTracks() ?? []) track.stop();
  connection = null;
  microphone = null;
  heard.srcObject = null;
}

function changed(message: Told): void {
  const agent = message.agent ?? '';
  talkingSince = message.state === 'talking' ? (talkingSince ?? Date.now()) : null;
  if (message.state === 'calling') show('calling', 'Calling…', agent);
  else if (message.state === 'ringing') show('ringing', 'Ringing…', agent);
  else if (message.state === 'talking') show('talking', 'Talking 00:00', agent);
  else if (message.state === 'ended' && mute !== null) show('trouble', mute.message, mute.advice);
  else if (message.state === 'ended') {
    const by =
      { agent: 'by the agent', customer: 'by you', edge: 'by the network' }[message.endedBy ?? ''] ?? '';
    show('ended', outcomes[message.outcome ?? ''] ?? 'Call ended', by);
  }
}

setInterval(() => {
  if (talkingSince === null) return;
  const seconds = Math.floor((Date.now() - talkingSince) / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  stateLine.textContent = `Talking ${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}, 250);

/** Nobody is rung by a telephone that could not talk. */
async function ring(call: PhoneCall): Promise<void> {
  mute = null;
  show('calling', 'Calling…', call.agent);
  try {
    await open();
  } catch (error) {
    if (!(error instanceof Mute)) throw error;
    return show('trouble', error.message, error.advice);
  }
  send({ kind: 'ring', ...call });
}

element('call', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  void ring({ agent: agents.value, from: from.value, name: name.value });
});
hangUpButton.addEventListener('click', () => send({ kind: 'hang-up' }));
customers.addEventListener('change', () => {
  const [number = '', called = ''] = customers.value.split('|');
  from.value = number;
  name.value = called;
});

const people = (await (await fetch('people.json')).json()) as {
  agents: { userId: string; name: string }[];
  customers: { name: string; number: string }[];
};
agents.append(...people.agents.map((agent) => new Option(`${agent.name} (${agent.userId})`, agent.userId)));
customers.append(
  ...people.customers.map(
    (each) => new Option(`${each.name}, ${each.number}`, `${each.number}|${each.name}`),
  ),
  new Option('Somebody unknown', '+915550077777|'),
  new Option('Number withheld', '|'),
);
customers.dispatchEvent(new Event('change'));

/** For scripts and tests. */
const telephone = {
  ring,
  hangUp: () => send({ kind: 'hang-up' }),
  figures: measure,
  get state() {
    return state;
  },
};
export type TelephonePage = typeof telephone;
Object.assign(window, { telephone });
document.documentElement.dataset['ready'] = '';
