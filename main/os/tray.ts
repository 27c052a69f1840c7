// The icon in the desktop's tray: rendered anew from the state whenever what it shows differs.
import { join } from 'node:path';
import type { Menu, MenuItemConstructorOptions, Tray } from 'electron';
import type { i18n } from 'i18next';
import type { DeskState } from '../../app/desk/state.ts';
import type { DeviceChoice } from '../../app/device/device.ts';
import { callerName } from './caller-name.ts';
import { type TrayIcon, type TrayView, trayView } from './tray-view.ts';

/** What the agent can do from the tray. */
export interface TrayCommands {
  open(): void;
  answer(callId: string): void;
  decline(callId: string): void;
  hangUp(callId: string): void;
  chooseDevice(choice: DeviceChoice): void;
  quit(): void;
}

type TrayObject = Pick<Tray, 'setImage' | 'setToolTip' | 'setContextMenu' | 'on' | 'destroy' | 'isDestroyed'>;

export interface TrayOptions {
  /** Makes Electron's tray with its first image (a path). */
  createTray: (image: string) => TrayObject;
  buildMenu: (template: MenuItemConstructorOptions[]) => Menu;
  platform: NodeJS.Platform;
  /** The folder of the images, `out/main/icons`. */
  iconFolder: string;
  t: i18n['t'];
  commands: TrayCommands;
}

export class TrayIconView {
  #tray: TrayObject | null = null;
  #shown = '';
  #over = false;
  readonly #options: TrayOptions;

  constructor(options: TrayOptions) {
    this.#options = options;
  }

  /**
   * Shows `state`, where there is a tray to show it in: one that went and came back is given another icon. After
   * {@link remove} nothing is shown any more, or a late change would bring it back.
   */
  render(state: DeskState): void {
    if (this.#over) return;
    if (!state.hasTray) {
      this.#destroy();
      return;
    }
    const view = trayView(state);
    const template = menuTemplate(view, this.#options);
    const tip = this.#options.t('os:tray.tip', { state: statusText(view, this.#options.t) });
    const shown = JSON.stringify([view.icon, tip, view.call?.id, template]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const image = iconPath(view.icon, this.#options);
    const tray = this.#tray ?? this.#create(image);
    tray.setImage(image);
    tray.setToolTip(tip);
    // A whole new menu each time: Linux shows no change of an old one.
    tray.setContextMenu(this.#options.buildMenu(template));
  }

  /** Takes the icon away for good: the phone is quitting. */
  remove(): void {
    this.#over = true;
    this.#destroy();
  }

  #destroy(): void {
    if (this.#tray !== null && !this.#tray.isDestroyed()) this.#tray.destroy();
    this.#tray = null;
    this.#shown = '';
  }

  #create(image: string): TrayObject {
    const tray = this.#options.createTray(image);
    // On macOS a click opens the menu.
    if (this.#options.platform !== 'darwin') tray.on('click', () => this.#options.commands.open());
    this.#tray = tray;
    return tray;
  }
}

/** A Mac colours a template itself; Windows takes of an .ico, and of nothing else, the size of its display. */
const suffixes: Partial<Record<NodeJS.Platform, string>> = { darwin: 'Template.png', win32: '.ico' };

function iconPath(icon: TrayIcon, { platform, iconFolder }: TrayOptions): string {
  return join(iconFolder, `${icon}${suffixes[platform] ?? '.png'}`);
}

function statusText({ status, call }: TrayView, t: i18n['t']): string {
  const caller = (call === null ? null : callerName(call.caller)) ?? t('os:withheld');
  return t(`os:tray.state.${status}`, { caller });
}

/** The menu of `view`. An ampersand would underline the next letter, so names have theirs doubled. */
function menuTemplate(
  view: TrayView,
  { t, commands, platform }: Pick<TrayOptions, 't' | 'commands' | 'platform'>,
): MenuItemConstructorOptions[] {
  const { call, actions, devices } = view;
  const status = statusText(view, t);
  const label = platform === 'darwin' ? status : status.replaceAll('&', '&&');
  const items: MenuItemConstructorOptions[] = [{ label, enabled: false }, { type: 'separator' }];
  if (call !== null) {
    const act = {
      answer: (id: string) => commands.answer(id),
      decline: (id: string) => commands.decline(id),
      'hang-up': (id: string) => commands.hangUp(id),
    };
    for (const action of actions) {
      items.push({ label: t(`os:tray.${action}`), click: () => act[action](call.id) });
    }
    if (actions.length > 0) items.push({ type: 'separator' });
  }
  items.push({ label: t('os:tray.open'), click: () => commands.open() });
  if (devices !== null) {
    items.push({ type: 'separator' });
    for (const choice of devices.choices) {
      items.push({
        label: t(`os:tray.device.${choice}`),
        type: 'radio',
        checked: devices.chosen === choice,
        click: () => commands.chooseDevice(choice),
      });
    }
  }
  items.push({ type: 'separator' });
  items.push({ label: t('os:tray.quit'), click: () => commands.quit() });
  return items;
}
