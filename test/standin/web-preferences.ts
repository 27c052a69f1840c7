// What a window's page may be; the stand-in has only the safe kind.
import { NotInStandIn } from './missing.ts';

/** The stand-in has only sandboxed, isolated pages; an app that asks for others must not seem to work. */
export function refuseOpenDoors(preferences: Electron.WebPreferences): void {
  if (preferences.sandbox === false) throw new NotInStandIn('webPreferences.sandbox: false');
  if (preferences.contextIsolation === false)
    throw new NotInStandIn('webPreferences.contextIsolation: false');
  if (preferences.nodeIntegration === true) throw new NotInStandIn('webPreferences.nodeIntegration: true');
  if (preferences.webSecurity === false) throw new NotInStandIn('webPreferences.webSecurity: false');
  if (preferences.webviewTag === true) throw new NotInStandIn('webPreferences.webviewTag: true');
}
