// The popup's bridge.
import { contextBridge } from 'electron';
import type { PopupBridge } from '../../app/contract/bridge.ts';
import type { popupAsks, popupTells } from '../../app/contract/popup.ts';
import { asking, hearing } from './bridging.ts';

const ask = asking<typeof popupAsks>();
const hear = hearing<typeof popupTells>();

const bridge: PopupBridge = {
  view: () => ask('popup:view'),
  answer: (callId) => ask('popup:answer', { callId }),
  decline: (callId) => ask('popup:decline', { callId }),
  hangUp: (callId) => ask('popup:hang-up', { callId }),
  openDesk: () => ask('popup:open-desk'),
  painted: (callId) => ask('popup:painted', { callId }),
  onView: (listener) => hear('popup:view-changed', listener),
};

contextBridge.exposeInMainWorld('popupBridge', bridge);
