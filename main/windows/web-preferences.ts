// What each window's page can do, written out in full, so that no default of Electron's decides it.
import type { WebPreferences } from 'electron';
import { partition, preloadPath, type WindowRole } from './roles.ts';

export interface PageFacts {
  /** The folder that holds `main/`, `preload/` and `renderer/`. */
  outFolder: string;
  /** True in a development build only. */
  devTools: boolean;
}

/** What no page of the phone can do, whichever window it is in. */
const locked = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  plugins: false,
  navigateOnDragDrop: false,
  disableDialogs: true,
  spellcheck: false,
  webgl: false,
} as const satisfies WebPreferences;

/** Hidden windows must work as if they were seen: the line always, the popup from its first frame. */
const neverThrottled: Readonly<Record<WindowRole, boolean>> = { desk: false, popup: true, line: true };

export function webPreferences(role: WindowRole, facts: PageFacts): WebPreferences {
  return {
    ...locked,
    preload: preloadPath(facts.outFolder, role),
    partition: partition(role),
    devTools: facts.devTools,
    backgroundThrottling: !neverThrottled[role],
    // Nobody clicks into the line before a call is heard.
    autoplayPolicy: role === 'line' ? 'no-user-gesture-required' : 'document-user-activation-required',
  };
}
