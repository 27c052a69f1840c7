// Asks the system whether the phone may use the microphone, before a call needs it.
import type { SystemPreferences } from 'electron';

type Preferences = Pick<SystemPreferences, 'askForMediaAccess' | 'getMediaAccessStatus'>;

/**
 * True unless the system denies it. A Mac asks the person, once and only when asked to: otherwise the first
 * caller would be answered in silence. Windows tells what its privacy settings say; Linux has no such thing.
 */
export async function mayUseMicrophone(
  platform: NodeJS.Platform,
  preferences: Preferences,
): Promise<boolean> {
  if (platform === 'darwin') return preferences.askForMediaAccess('microphone');
  if (platform === 'win32') return preferences.getMediaAccessStatus('microphone') !== 'denied';
  return true;
}
