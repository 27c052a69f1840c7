// Electron's screen, with one display of 1920 x 1080 until a test says otherwise.
import { desktopProfile } from './desktop-profile.ts';
import { emitterOf } from './missing.ts';

/** A plain display at scale 1 with a 32-pixel panel on top. */
export function display(id: number, bounds: Electron.Rectangle): Electron.Display {
  const workArea = { ...bounds, y: bounds.y + 32, height: bounds.height - 32 };
  const { width, height } = bounds;
  const facts = {
    id,
    bounds,
    workArea,
    size: { width, height },
    workAreaSize: { width, height: height - 32 },
    nativeOrigin: { x: bounds.x, y: bounds.y },
    scaleFactor: 1,
    rotation: 0,
    label: `Stand-in ${id}`,
    internal: false,
    detected: true,
    displayFrequency: 60,
    touchSupport: 'unavailable',
    accelerometerSupport: 'unavailable',
    monochrome: false,
    colorDepth: 24,
    colorSpace: '',
    depthPerComponent: 8,
    maximumCursorSize: { width: 64, height: 64 },
  };
  return facts as Electron.Display;
}

type Methods =
  | 'getCursorScreenPoint'
  | 'getPrimaryDisplay'
  | 'getAllDisplays'
  | 'getDisplayNearestPoint'
  | 'getDisplayMatching';

export class Screen extends emitterOf('screen') implements Pick<Electron.Screen, Methods> {
  #cursor: Electron.Point = { x: 0, y: 0 };
  #displays: Electron.Display[] = [display(1, { x: 0, y: 0, width: 1920, height: 1080 })];

  getCursorScreenPoint(): Electron.Point {
    return desktopProfile.windows.placed ? { ...this.#cursor } : { x: 0, y: 0 };
  }

  getPrimaryDisplay(): Electron.Display {
    const [first] = this.#displays;
    if (first === undefined) throw new Error('no display');
    return first;
  }

  getAllDisplays(): Electron.Display[] {
    return [...this.#displays];
  }

  getDisplayNearestPoint(point: Electron.Point): Electron.Display {
    const away = ({ bounds: { x, y, width, height } }: Electron.Display) =>
      Math.hypot(
        Math.max(x - point.x, 0, point.x - x - width + 1),
        Math.max(y - point.y, 0, point.y - y - height + 1),
      );
    return this.#displays.reduce(
      (best, one) => (away(one) < away(best) ? one : best),
      this.getPrimaryDisplay(),
    );
  }

  getDisplayMatching(rect: Electron.Rectangle): Electron.Display {
    return this.getDisplayNearestPoint({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 });
  }

  /** For tests: moves the pointer. */
  moveCursor(point: Electron.Point): void {
    this.#cursor = point;
  }

  /** For tests: plugs displays in and out, with the events that brings. */
  replaceDisplays(displays: Electron.Display[]): void {
    const before = this.#displays;
    this.#displays = displays;
    for (const gone of before.filter((one) => !displays.some((other) => other.id === one.id))) {
      this.emit('display-removed', {}, gone);
    }
    for (const one of displays) {
      const earlier = before.find((other) => other.id === one.id);
      if (earlier === undefined) this.emit('display-added', {}, one);
      else if (JSON.stringify(earlier) !== JSON.stringify(one)) {
        this.emit('display-metrics-changed', {}, one, ['bounds', 'workArea']);
      }
    }
  }
}

export const screen = new Screen();
