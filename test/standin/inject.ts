// Builds the two scripts every document starts with: the page's end of contextBridge, and the preload in its own world.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { desktopProfile } from './desktop-profile.ts';
import { activity } from './page/activity.ts';
import { type AskingNames, asking } from './page/asking.ts';
import { autoplay } from './page/autoplay.ts';
import { permits } from './page/permits.ts';
import { preloadWorld } from './page/preload.ts';
import { sockets } from './page/sockets.ts';
import { mainWorld, passage } from './page/worlds.ts';
import { wire } from './wire.ts';

export const PRELOAD_WORLD = 'Electron Isolated Context';

const ONLY_TOP = 'if (window !== window.top || location.href === "about:blank") return;';

/** The sources for the page's world and the preload's. The token names the DOM events between them. */
export function documentScripts(preferences: Electron.WebPreferences): { page: string; preload: string } {
  const preloadPath = preferences.preload;
  const token = randomUUID();
  const names: AskingNames = { ask: `${token}ask`, told: `${token}told` };
  const end = (mine: string, theirs: string) =>
    `(${passage})(wire, ${JSON.stringify(token)}, ${JSON.stringify(mine)}, ${JSON.stringify(theirs)})`;
  const process = {
    type: 'renderer',
    platform: desktopProfile.platform,
    arch: globalThis.process.arch,
    sandboxed: true,
    contextIsolated: true,
    env: {},
    argv: [],
    versions: globalThis.process.versions,
  };
  const script = preloadPath === undefined ? '' : readFileSync(preloadPath, 'utf8');
  return {
    page: `(() => { ${ONLY_TOP} const wire = (${wire})(); (${mainWorld})(${end('page', 'preload')});
      const link = (${asking})(${JSON.stringify(names)});
      (${activity})(link, ${preferences.backgroundThrottling !== false});
      (${autoplay})(${JSON.stringify(preferences.autoplayPolicy ?? 'no-user-gesture-required')});
      (${permits})(link); (${sockets})(link); })()`,
    preload: `(() => { ${ONLY_TOP} const wire = (${wire})(); (${preloadWorld})(wire, ${end('preload', 'page')},
      ${JSON.stringify(names)}, ${JSON.stringify(process)}, function (require, process, module, exports) {${script}\n}); })()\n//# sourceURL=${preloadPath ?? 'preload'}`,
  };
}
