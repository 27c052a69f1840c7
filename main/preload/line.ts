// The hidden line window's bridge.
import { contextBridge } from 'electron';
import type { LineBridge } from '../../app/contract/bridge.ts';
import type { lineAsks, lineTells } from '../../app/contract/line.ts';
import { asking, hearing } from './bridging.ts';

const ask = asking<typeof lineAsks>();
const hear = hearing<typeof lineTells>();

const bridge: LineBridge = {
  ready: () => ask('line:ready'),
  fact: (fact) => ask('line:fact', fact),
  onOrder: (listener) => hear('line:order', listener),
};

contextBridge.exposeInMainWorld('lineBridge', bridge);
