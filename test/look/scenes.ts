// The states worth looking at: one scene for each, as main would send it.

import { mumbai } from '../../app/account/account.ts';
import type { Call } from '../../app/calls/call.ts';
import { type DeskState, initialDeskState, type RecentCall } from '../../app/desk/state.ts';
import type { Failure } from '../../app/failure.ts';

export const now = Date.now();
const minute = 60_000;
const day = 24 * 60 * minute;

const caller = { e164: '+919876543210', display: '098765 43210', name: 'Priya Raghunathan' };
const longest =
  'Sri Venkateswara Agro Industries and Exports Private Limited, Purchase Department, Coimbatore North';
/** As main would cut it. */
const longName = longest.slice(0, 80);

const call: Call = {
  id: 'call-1',
  callSid: 'd8f2c9e4a7',
  direction: 'inbound',
  caller,
  calledNumber: '080 4718 9000',
  phase: 'ringing',
  media: 'none',
  rangAt: now - 7_000,
  answeredAt: null,
  end: null,
};
const talking: Call = { ...call, phase: 'talking', media: 'flowing', answeredAt: now - 222_000 };

const people = [
  caller,
  { e164: '+919845012345', display: '098450 12345', name: null },
  { e164: '+442079460123', display: '+44 20 7946 0123', name: 'Northwind Traders' },
  { e164: null, display: '', name: null },
  { e164: '+919900112233', display: '099001 12233', name: longName },
  { e164: '+911204567890', display: '0120 456 7890', name: 'محمد عبد الرحمن' },
  { e164: '+918046811223', display: '080 4681 1223', name: 'கார்த்திக் சுப்ரமணியன்' },
];
const reasons = [
  ['hung-up-by-customer', true],
  ['caller-gave-up', false],
  ['hung-up-by-agent', true],
  ['declined', false],
  ['answered-elsewhere', false],
  ['another-ringing', false],
  ['hung-up-by-customer', true],
  ['microphone-denied', false],
  ['not-answered', false],
  ['on-another-call', false],
  ['line-lost', false],
] as const;

function recent(count: number): RecentCall[] {
  return Array.from({ length: count }, (_, index): RecentCall => {
    const [reason, isAnswered] = reasons[index % reasons.length] ?? ['failed', false];
    const rangAt = now - index * 47 * minute - 3 * minute;
    return {
      id: `recent-${index}`,
      callSid: null,
      direction: 'inbound',
      caller: people[index % people.length] ?? caller,
      calledNumber: '080 4718 9000',
      rangAt,
      answeredAt: isAnswered ? rangAt + 8_000 : null,
      endedAt: rangAt + 8_000 + (((index + 1) * 53) % (isAnswered ? 600 : 40)) * 1000,
      reason,
    };
  });
}

const signedIn: DeskState = {
  ...initialDeskState,
  signIn: {
    kind: 'signed-in',
    agent: {
      accountId: '00000000-0000-4000-8000-0000000000a1',
      userId: 'asha.nair+desk@example.in',
      name: 'Asha Nair',
      email: 'asha.nair@example.in',
      role: 'agent',
      virtualNumber: '080 4718 9000',
    },
  },
  accounts: [
    {
      id: '00000000-0000-4000-8000-0000000000a1',
      region: mumbai,
      appId: '5d1f2c3b-app',
      userId: 'asha.nair+desk@example.in',
      lastUsedAt: now,
    },
  ],
  secretStore: { kind: 'keyring', failure: null },
  line: { kind: 'registered', since: now - 40 * minute, expiresAt: now + 4 * minute },
  device: {
    effective: 'sip',
    wanted: null,
    hasSip: true,
    hasPhone: true,
    phoneNumber: '•••3210',
    readAt: now,
  },
  recent: recent(24),
};
const signedOut: DeskState = {
  ...initialDeskState,
  signIn: { kind: 'signed-out', failure: null },
  secretStore: { kind: 'keyring', failure: null },
};
const vendor = { requestId: '6f1c2d4e-8a90-4b7c-9d3e-2f5a6b7c8d9e', detail: 'Invalid app id or secret.' };

export interface DeskScene {
  state: DeskState;
  /** Asks that main refuses. */
  refused?: Record<string, Failure>;
  /** Names of controls pressed before the picture is taken. */
  press?: readonly string[];
}

export const deskScenes: Record<string, DeskScene> = {
  'sign-in': { state: signedOut },
  'sign-in-addresses': { state: signedOut, press: ['Edit addresses', 'Sign in'] },
  'sign-in-progress': {
    state: { ...signedOut, signIn: { kind: 'signing-in', userId: 'asha.nair+desk@example.in' } },
  },
  'sign-in-refused': {
    state: {
      ...signedOut,
      signIn: { kind: 'signed-out', failure: { reason: 'wrong-credentials', ...vendor } },
    },
  },
  'sign-in-refused-addresses': {
    state: {
      ...signedOut,
      signIn: { kind: 'signed-out', failure: { reason: 'wrong-credentials', ...vendor } },
    },
    press: ['Edit addresses'],
  },
  'sign-in-many': {
    state: {
      ...signedOut,
      signIn: { kind: 'signed-out', failure: { reason: 'agent-inactive', requestId: null, detail: null } },
      accounts: Array.from({ length: 6 }, (_, index) => ({
        id: `00000000-0000-4000-8000-0000000000b${index}`,
        region: mumbai,
        appId: `5d1f2c3b-7a2e-4c1d-9f0b-2b7c6d5e4f3a-${index}`,
        userId: `${'very.long.name.'.repeat(index + 1)}@contact-centre.example.in`,
        lastUsedAt: now - index * day,
      })),
    },
  },
  'sign-in-no-keyring': {
    state: { ...signedOut, secretStore: { kind: 'unavailable', failure: null } },
  },
  'sign-in-stored': {
    state: {
      ...signedOut,
      secretStore: { kind: 'memory', failure: null },
      accounts: [
        ...signedIn.accounts,
        {
          id: '00000000-0000-4000-8000-0000000000a2',
          region: { ...mumbai, name: 'custom' },
          appId: '88c0-app',
          userId: 'second.line@example.in',
          lastUsedAt: now - day,
        },
      ],
    },
    press: ['Remove… second.line@example.in'],
  },
  ready: { state: signedIn },
  empty: { state: { ...signedIn, recent: [] } },
  starting: { state: initialDeskState },
  lost: {
    state: initialDeskState,
    refused: { snapshot: { reason: 'internal', requestId: null, detail: null } },
  },
  connecting: {
    state: {
      ...signedIn,
      line: { kind: 'connecting', attempt: 0 },
      device: { ...signedIn.device, effective: 'unknown', readAt: null },
      recent: [],
    },
  },
  ringing: { state: { ...signedIn, calls: [call] } },
  'ringing-long': {
    state: {
      ...signedIn,
      calls: [{ ...call, caller: { ...caller, name: longName } }],
    },
  },
  'ringing-rtl': {
    state: { ...signedIn, calls: [{ ...call, caller: { ...caller, name: 'محمد <b>عبد الرحمن</b>' } }] },
  },
  answering: { state: { ...signedIn, calls: [{ ...call, phase: 'answering', media: 'connecting' }] } },
  talking: { state: { ...signedIn, calls: [talking] } },
  'talking-line-lost': {
    state: {
      ...signedIn,
      line: { kind: 'waiting', trouble: 'socket-lost', attempt: 2, retryAt: now + 600_000 },
      calls: [{ ...talking, media: 'interrupted' }],
    },
  },
  ended: {
    state: {
      ...signedIn,
      calls: [{ ...talking, phase: 'ended', media: 'none', end: { reason: 'hung-up-by-customer', at: now } }],
    },
  },
  deaf: {
    state: {
      ...signedIn,
      line: { kind: 'refused', trouble: 'wrong-secret', code: 403 },
    },
  },
  offline: { state: { ...signedIn, network: 'offline', line: { kind: 'connecting', attempt: 3 } } },
  phone: { state: { ...signedIn, device: { ...signedIn.device, effective: 'phone' } } },
  switching: { state: { ...signedIn, device: { ...signedIn.device, wanted: 'phone' } } },
  'off-no-phone': {
    state: {
      ...signedIn,
      device: { ...signedIn.device, effective: 'off', hasPhone: false, phoneNumber: null },
    },
  },
  notices: {
    state: {
      ...signedIn,
      notices: [
        { key: 'device', failure: { reason: 'device-not-changed', requestId: null, detail: null }, at: now },
        { key: 'service', failure: { ...vendor, reason: 'service-refused' }, at: now },
      ],
    },
  },
  'notices-all': {
    state: {
      ...signedIn,
      notices: [
        {
          key: 'device',
          failure: { reason: 'device-not-changed', requestId: null, detail: null },
          at: now - 1,
        },
        { key: 'calls', failure: { reason: 'calls-not-kept', requestId: null, detail: null }, at: now - 2 },
        { key: 'service', failure: { ...vendor, reason: 'service-refused' }, at: now },
      ],
    },
    press: ['and 2 more'],
  },
  'no-microphone': { state: { ...signedIn, microphone: 'missing' } },
  checks: {
    state: {
      ...signedIn,
      microphone: 'denied',
      line: { kind: 'refused', trouble: 'wrong-secret', code: 403 },
    },
    press: ['Can calls reach you? Not connected: Exotel refused'],
  },
  'in-memory': { state: { ...signedIn, secretStore: { kind: 'memory', failure: null } } },
  settings: { state: signedIn, press: ['Settings'] },
  keys: { state: signedIn, press: ['Keys'] },
  many: { state: { ...signedIn, recent: recent(80) } },
};

export const popupScenes: Record<string, Call> = {
  named: call,
  number: { ...call, caller: { ...caller, name: null }, rangAt: now - 25_000 },
  withheld: { ...call, caller: { e164: null, display: '', name: null }, calledNumber: null },
  long: {
    ...call,
    caller: { ...caller, name: longName, display: '+44 20 7946 0123 ext 998877665544332211' },
  },
  rtl: { ...call, caller: { ...caller, name: 'محمد <b>عبد الرحمن</b>' } },
  pill: talking,
  'pill-answering': { ...call, phase: 'answering', media: 'connecting' },
  'pill-interrupted': { ...talking, caller: { ...caller, name: longName }, media: 'interrupted' },
};
