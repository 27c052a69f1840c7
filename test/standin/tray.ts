// The tray's icons, kept for tests to look at and click.
import { desktopProfile, traySeen } from './desktop-profile.ts';
import type { Menu, MenuItemState } from './menu.ts';
import { emitterOf } from './missing.ts';
import { type NativeImage, nativeImage } from './native-image.ts';

const trays: Tray[] = [];

/** What a test sees of one icon. */
export interface TrayState {
  /** The image's file, or where else it came from. */
  image: string;
  pressedImage: string | null;
  toolTip: string;
  title: string;
  menu: MenuItemState[];
}

type Methods =
  | 'setToolTip'
  | 'setTitle'
  | 'getTitle'
  | 'destroy'
  | 'isDestroyed'
  | 'closeContextMenu'
  | 'getBounds';

export class Tray extends emitterOf('Tray') implements Pick<Electron.Tray, Methods> {
  #image: NativeImage;
  #pressed: NativeImage | null = null;
  #toolTip = '';
  #title = '';
  #menu: Menu | null = null;
  #menuAsSet: MenuItemState[] = [];
  #destroyed = false;

  constructor(image: string | NativeImage, _guid?: string) {
    super();
    this.#image = asImage(image);
    trays.push(this);
  }

  setImage(image: string | NativeImage): void {
    this.#image = asImage(image);
  }

  setPressedImage(image: string | NativeImage): void {
    this.#pressed = asImage(image);
  }

  setToolTip(toolTip: string): void {
    this.#toolTip = toolTip;
  }

  setTitle(title: string, _options?: Electron.TitleOptions): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  setContextMenu(menu: Menu | null): void {
    this.#menu = menu;
    this.#menuAsSet = this.#items();
  }

  popUpContextMenu(menu: Menu | null = this.#menu): void {
    menu?.popup();
  }

  closeContextMenu(): void {
    this.#menu?.closePopup();
  }

  setIgnoreDoubleClickEvents(_ignore: boolean): void {}

  getBounds(): Electron.Rectangle {
    return { x: 1880, y: 0, width: 24, height: 24 };
  }

  destroy(): void {
    this.#destroyed = true;
    const at = trays.indexOf(this);
    if (at >= 0) trays.splice(at, 1);
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  #items(): MenuItemState[] {
    return this.#menu?.items.map((one) => one.state()) ?? [];
  }

  get menu(): Menu | null {
    return this.#menu;
  }

  state(): TrayState {
    return {
      image: this.#image.source,
      pressedImage: this.#pressed?.source ?? null,
      toolTip: this.#toolTip,
      title: this.#title,
      // Linux shows no change of an item before the menu is set again (docs/api/tray.md).
      menu: desktopProfile.platform === 'linux' ? this.#menuAsSet : this.#items(),
    };
  }
}

/** The icons that are seen in the tray now. */
export function allTrays(): readonly Tray[] {
  return traySeen() ? trays : [];
}

function asImage(image: string | NativeImage): NativeImage {
  const made = typeof image === 'string' ? nativeImage.createFromPath(image) : image;
  if (made.isEmpty() && typeof image === 'string')
    throw new Error(`Failed to load image from path '${image}'`);
  return made;
}
