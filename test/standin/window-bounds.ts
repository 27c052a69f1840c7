// Where a window is and how large: the part of BrowserWindow that is geometry.
import { desktopProfile } from './desktop-profile.ts';
import { screen } from './displays.ts';
import { emitterOf } from './missing.ts';

type Size = [width: number, height: number];

type Methods =
  | 'getBounds'
  | 'setBounds'
  | 'setPosition'
  | 'getPosition'
  | 'setSize'
  | 'getSize'
  | 'setContentSize'
  | 'getContentSize'
  | 'setMinimumSize'
  | 'center';

/** A window without a frame of its own: content and window are the same rectangle. */
export abstract class WindowBounds
  extends emitterOf('BrowserWindow')
  implements Pick<Electron.BrowserWindow, Methods>
{
  protected readonly options: Electron.BrowserWindowConstructorOptions;
  #bounds: Electron.Rectangle;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    this.#bounds = seen(placed(options));
  }

  /** Brings Chromium's window in line. */
  protected abstract apply(): void;

  getBounds(): Electron.Rectangle {
    return { ...this.#bounds };
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    const before = this.#bounds;
    this.#bounds = seen(clamped({ ...before, ...bounds }, this.options));
    this.apply();
    if (before.x !== this.#bounds.x || before.y !== this.#bounds.y) this.emit('move', {});
    if (before.width !== this.#bounds.width || before.height !== this.#bounds.height) {
      this.emit('resize', {});
      this.emit('resized', {});
    }
  }

  getContentBounds(): Electron.Rectangle {
    return this.getBounds();
  }

  getNormalBounds(): Electron.Rectangle {
    return this.getBounds();
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y });
  }

  getPosition(): [number, number] {
    return [this.#bounds.x, this.#bounds.y];
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  getSize(): Size {
    return [this.#bounds.width, this.#bounds.height];
  }

  setContentSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  getContentSize(): Size {
    return this.getSize();
  }

  setMinimumSize(minWidth: number, minHeight: number): void {
    Object.assign(this.options, { minWidth, minHeight });
    this.setBounds({});
  }

  center(): void {
    const { width, height } = this.#bounds;
    this.setBounds(centred(width, height));
  }
}

/** Where the compositor places windows, the app can neither choose nor learn it. */
function seen(bounds: Electron.Rectangle): Electron.Rectangle {
  return desktopProfile.windows.placed ? bounds : { ...bounds, x: 0, y: 0 };
}

function centred(width: number, height: number): Electron.Rectangle {
  const { workArea } = screen.getPrimaryDisplay();
  const x = Math.round(workArea.x + (workArea.width - width) / 2);
  const y = Math.round(workArea.y + (workArea.height - height) / 2);
  return { x, y, width, height };
}

function placed(options: Electron.BrowserWindowConstructorOptions): Electron.Rectangle {
  const size = centred(options.width ?? 800, options.height ?? 600);
  return clamped({ ...size, x: options.x ?? size.x, y: options.y ?? size.y }, options);
}

function clamped(
  wanted: Electron.Rectangle,
  options: Electron.BrowserWindowConstructorOptions,
): Electron.Rectangle {
  const within = (value: number, low = 1, high = Number.POSITIVE_INFINITY) =>
    Math.min(Math.max(value, low), high);
  return {
    x: Math.round(wanted.x),
    y: Math.round(wanted.y),
    width: within(Math.round(wanted.width), options.minWidth, options.maxWidth),
    height: within(Math.round(wanted.height), options.minHeight, options.maxHeight),
  };
}
