// The desk window's bridge.
import { contextBridge } from 'electron';
import type { DeskBridge } from '../../app/contract/bridge.ts';
import type { deskAsks, deskTells } from '../../app/contract/desk.ts';
import { asking, hearing } from './bridging.ts';

const ask = asking<typeof deskAsks>();
const hear = hearing<typeof deskTells>();

const bridge: DeskBridge = {
  snapshot: () => ask('desk:snapshot'),
  signIn: (form) => ask('desk:sign-in', form),
  signInStored: (accountId) => ask('desk:sign-in-stored', { accountId }),
  cancelSignIn: () => ask('desk:cancel-sign-in'),
  signOut: () => ask('desk:sign-out'),
  removeAccount: (accountId) => ask('desk:remove-account', { accountId }),
  useMemory: () => ask('desk:use-memory'),
  answer: (callId) => ask('desk:answer', { callId }),
  decline: (callId) => ask('desk:decline', { callId }),
  hangUp: (callId) => ask('desk:hang-up', { callId }),
  chooseDevice: (choice) => ask('desk:choose-device', { choice }),
  reconnect: () => ask('desk:reconnect'),
  changeSettings: (settings) => ask('desk:change-settings', settings),
  dismissNotice: (key) => ask('desk:dismiss-notice', { key }),
  onChange: (listener) => hear('desk:change', listener),
};

contextBridge.exposeInMainWorld('deskBridge', bridge);
