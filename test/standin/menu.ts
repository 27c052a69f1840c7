// Menus: kept as the app built them, and clicked by tests instead of by a hand.
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { emitterOf } from './missing.ts';

/** What a test sees of one item. */
export interface MenuItemState {
  id: string;
  label: string;
  type: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  role: string | null;
  accelerator: string | null;
  submenu: MenuItemState[] | null;
}

type ItemProperties = 'id' | 'label' | 'type' | 'enabled' | 'visible' | 'checked' | 'sublabel' | 'toolTip';

export class MenuItem implements Pick<Electron.MenuItem, ItemProperties> {
  readonly id: string;
  label: string;
  sublabel: string;
  toolTip: string;
  readonly type: Electron.MenuItem['type'];
  readonly role: Electron.MenuItemConstructorOptions['role'];
  readonly accelerator: string | null;
  readonly submenu: Menu | null;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly #options: Electron.MenuItemConstructorOptions;

  constructor(options: Electron.MenuItemConstructorOptions) {
    this.#options = options;
    this.id = options.id ?? '';
    this.role = options.role;
    this.label = options.label ?? options.role ?? '';
    this.sublabel = options.sublabel ?? '';
    this.toolTip = options.toolTip ?? '';
    this.type = options.type ?? (options.submenu === undefined ? 'normal' : 'submenu');
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.accelerator = options.accelerator ?? null;
    const { submenu } = options;
    this.submenu = Array.isArray(submenu)
      ? Menu.buildFromTemplate(submenu)
      : ((submenu ?? null) as Menu | null);
  }

  /** Does what a click does. A disabled item does nothing. */
  readonly click = (event: object = {}): void => {
    if (!this.enabled) return;
    if (this.type === 'checkbox') this.checked = !this.checked;
    if (this.type === 'radio') this.checked = true;
    const window = BrowserWindow.getFocusedWindow() as unknown as Electron.BrowserWindow | null;
    if (this.#options.click) {
      this.#options.click(
        this as unknown as Electron.MenuItem,
        window ?? undefined,
        event as Electron.KeyboardEvent,
      );
    } else if (this.role === 'quit') app.quit();
    else if (this.role === 'close') window?.close();
  };

  state(): MenuItemState {
    const { id, label, type, enabled, visible, checked, accelerator } = this;
    const submenu = this.submenu?.items.map((one) => one.state()) ?? null;
    return { id, label, type, enabled, visible, checked, role: this.role ?? null, accelerator, submenu };
  }
}

let applicationMenu: Menu | null = null;

export class Menu extends emitterOf('Menu') implements Pick<Electron.Menu, 'closePopup'> {
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: (Electron.MenuItemConstructorOptions | Electron.MenuItem)[]): Menu {
    const menu = new Menu();
    for (const one of template)
      menu.append(one instanceof MenuItem ? one : new MenuItem(one as Electron.MenuItemConstructorOptions));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu;
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu;
  }

  append(item: MenuItem): void {
    this.items.push(item);
  }

  insert(position: number, item: MenuItem): void {
    this.items.splice(position, 0, item);
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const one of this.items) {
      const found = one.id === id ? one : (one.submenu?.getMenuItemById(id) ?? null);
      if (found) return found;
    }
    return null;
  }

  popup(_options?: Electron.PopupOptions): void {
    this.emit('menu-will-show', {});
  }

  closePopup(): void {
    this.emit('menu-will-close', {});
  }
}
