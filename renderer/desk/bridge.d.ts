// What the preload puts into the desk window.
import type { DeskBridge } from '../../app/contract/bridge.ts';

declare global {
  interface Window {
    readonly deskBridge: DeskBridge;
  }
}
