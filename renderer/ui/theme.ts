// Puts the chosen theme on the page; the tokens do the rest.
import type { Settings } from '../../app/settings/settings.ts';

/** `system` follows the desktop by `prefers-color-scheme`. */
export function applyTheme(theme: Settings['theme']): void {
  const page = document.documentElement;
  if (theme === 'system') page.removeAttribute('data-theme');
  else page.setAttribute('data-theme', theme);
}
