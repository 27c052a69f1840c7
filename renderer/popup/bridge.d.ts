// What the preload puts into the popup.
import type { PopupBridge } from '../../app/contract/bridge.ts';

declare global {
  interface Window {
    readonly popupBridge: PopupBridge;
  }
}
