// Where windows stand on the displays there are. Pure; all figures are device-independent pixels.
import type { Rectangle, Size } from 'electron';

/** The space left between the popup and the edges of the display. */
const popupMargin = 16;

/**
 * The popup's place inside `workArea` (the display without task bar, dock and menu bar): the corner where the
 * platform shows its notifications, top right on macOS and Linux, bottom right on Windows. Larger than the
 * work area, it shrinks to it.
 */
export function placePopup(workArea: Rectangle, size: Size, platform: NodeJS.Platform): Rectangle {
  const width = Math.min(size.width, workArea.width);
  const height = Math.min(size.height, workArea.height);
  const marginX = Math.min(popupMargin, workArea.width - width);
  const marginY = Math.min(popupMargin, workArea.height - height);
  return {
    x: workArea.x + workArea.width - width - marginX,
    y: platform === 'win32' ? workArea.y + workArea.height - height - marginY : workArea.y + marginY,
    width,
    height,
  };
}

/**
 * Remembered bounds made to fit the displays of today: moved, and where it must be made smaller, into the work
 * area they overlap most; null when no display shows any of them, so that the window opens where new ones do.
 */
export function clampToWorkAreas(
  bounds: Rectangle,
  workAreas: readonly Rectangle[],
  smallest: Size,
): Rectangle | null {
  const [best] = workAreas
    .map((area) => ({ area, shared: overlap(bounds, area) }))
    .filter(({ shared }) => shared > 0)
    .sort((one, other) => other.shared - one.shared);
  if (best === undefined) return null;
  const { area } = best;
  const width = Math.min(Math.max(bounds.width, smallest.width), area.width);
  const height = Math.min(Math.max(bounds.height, smallest.height), area.height);
  return {
    x: between(bounds.x, area.x, area.x + area.width - width),
    y: between(bounds.y, area.y, area.y + area.height - height),
    width,
    height,
  };
}

function overlap(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return Math.max(0, width) * Math.max(0, height);
}

function between(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
