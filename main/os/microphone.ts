// What of the microphone the agent is told: what the line's page found out, under the word of the system.
import type { SystemPreferences } from 'electron';
import type { MicrophoneState } from '../../app/line/line.ts';

export interface MicrophoneOptions {
  platform: NodeJS.Platform;
  preferences: Pick<SystemPreferences, 'askForMediaAccess' | 'getMediaAccessStatus'>;
  /** May be told the same twice. */
  tell: (state: MicrophoneState) => void;
}

/**
 * The page knows of devices and of what this phone permits itself, not of what the system lets the phone hear: on
 * a Mac and on Windows the system's word wins, whichever of the two is known first. Linux has none.
 */
export class Microphone {
  readonly #options: MicrophoneOptions;
  #found: MicrophoneState = 'unknown';

  constructor(options: MicrophoneOptions) {
    this.#options = options;
  }

  /** What the line's page found out. */
  found(state: MicrophoneState): void {
    this.#found = state;
    this.look();
  }

  /**
   * A Mac asks the person, once and only when asked to: otherwise the first caller would be answered in silence.
   * Windows tells what its privacy settings say.
   */
  async ask(): Promise<void> {
    const { platform, preferences } = this.#options;
    if (platform === 'darwin') await preferences.askForMediaAccess('microphone');
    this.look();
  }

  /** The person may have been in the system's settings meanwhile, of which nobody tells. */
  look(): void {
    this.#options.tell(this.#judge());
  }

  #judge(): MicrophoneState {
    const { platform, preferences } = this.#options;
    if (platform !== 'darwin' && platform !== 'win32') return this.#found;
    switch (preferences.getMediaAccessStatus('microphone')) {
      case 'denied':
      case 'restricted':
        return 'denied';
      case 'not-determined':
        return this.#found === 'ready' ? 'unknown' : this.#found;
      case 'granted':
      case 'unknown':
        return this.#found;
    }
  }
}
