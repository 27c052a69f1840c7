// Light or dark: what the app chose, over what the (settable) desktop prefers.
import { emitterOf } from './missing.ts';

type Properties =
  | 'themeSource'
  | 'shouldUseDarkColors'
  | 'shouldUseHighContrastColors'
  | 'prefersReducedTransparency';

export class NativeTheme extends emitterOf('nativeTheme') implements Pick<Electron.NativeTheme, Properties> {
  readonly shouldUseHighContrastColors = false;
  readonly shouldUseInvertedColorScheme = false;
  readonly prefersReducedTransparency = false;
  #source: 'system' | 'light' | 'dark' = 'system';
  #desktopDark = false;

  get themeSource(): 'system' | 'light' | 'dark' {
    return this.#source;
  }

  set themeSource(source: 'system' | 'light' | 'dark') {
    const before = this.#source;
    this.#source = source;
    if (before !== source) this.emit('updated', {});
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'system' ? this.#desktopDark : this.#source === 'dark';
  }

  /** For tests: the desktop's own preference changes. */
  preferDark(dark: boolean): void {
    if (this.#desktopDark === dark) return;
    this.#desktopDark = dark;
    this.emit('updated', {});
  }
}

export const nativeTheme = new NativeTheme();
