// A window's main frame, as handlers see who sent them a message.
import { originOf } from './address.ts';
import { emitterOf } from './missing.ts';

/** The one frame the stand-in knows of each window. */
export class WebFrameMain
  extends emitterOf('webFrameMain')
  implements Pick<Electron.WebFrameMain, 'url' | 'origin' | 'parent' | 'top' | 'frames' | 'detached' | 'name'>
{
  url = '';
  readonly parent = null;
  readonly frames: Electron.WebFrameMain[] = [];
  readonly detached = false;
  readonly name = '';
  readonly #destroyed: () => boolean;

  constructor(destroyed: () => boolean) {
    super();
    this.#destroyed = destroyed;
  }

  get origin(): string {
    return originOf(this.url);
  }

  get top(): Electron.WebFrameMain {
    return asFrame(this);
  }

  isDestroyed(): boolean {
    return this.#destroyed();
  }
}

/** Handed to the product, which sees Electron's own type. */
export function asFrame(frame: WebFrameMain): Electron.WebFrameMain {
  return frame as unknown as Electron.WebFrameMain;
}
