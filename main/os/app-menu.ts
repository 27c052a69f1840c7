// The application's menu in the place of Electron's own, which can reload pages and open developer tools.
import type { MenuItemConstructorOptions } from 'electron';
import type { i18n } from 'i18next';

/**
 * A Mac has its menu bar, and copies and pastes by it. Elsewhere the menu gives the keys for the text's size and
 * for closing the window, and is seen only while Alt is held.
 */
export function appMenu(
  platform: NodeJS.Platform,
  t: i18n['t'],
  quit: () => void,
): MenuItemConstructorOptions[] {
  const view: MenuItemConstructorOptions = {
    label: t('os:menu.view'),
    submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }],
  };
  if (platform === 'darwin') {
    const own: MenuItemConstructorOptions[] = [
      { role: 'about' },
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { label: t('os:tray.quit'), accelerator: 'Command+Q', click: () => quit() },
    ];
    return [{ role: 'appMenu', submenu: own }, { role: 'editMenu' }, view, { role: 'windowMenu' }];
  }
  return [view, { label: t('os:menu.window'), submenu: [{ role: 'close' }] }];
}
