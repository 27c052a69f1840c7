// What the system itself says about the microphone: asked once, by the app, on macOS; a switch in Windows' settings.
import { desktopProfile } from './desktop-profile.ts';

type Access = ReturnType<Electron.SystemPreferences['getMediaAccessStatus']>;

let access: Access = desktopProfile.microphone === 'undetermined' ? 'not-determined' : 'granted';
let answer: 'granted' | 'denied' = 'granted';
let asked = 0;

/** For tests: what the person at the machine will say, or has said in the settings. */
export const microphone = {
  access: (): Access => access,
  /** How often the app had the system ask. */
  timesAsked: (): number => asked,
  set: (value: Access): void => {
    access = value;
  },
  willAnswer: (value: 'granted' | 'denied'): void => {
    answer = value;
  },
};

/** The system asks the person once; later it only says what was said (docs/api/system-preferences.md). */
export async function askForMicrophone(): Promise<boolean> {
  asked += 1;
  if (access === 'not-determined') access = answer;
  return access === 'granted';
}

/**
 * What a page that captures gets of the system. Nobody asked, nobody hears: the stream is there and silent
 * (electron#19017, #27208). Denied, it is refused (electron#42899).
 */
export function hearsMicrophone(): 'granted' | 'denied' | 'silent' {
  if (access === 'not-determined') return 'silent';
  return access === 'granted' ? 'granted' : 'denied';
}
