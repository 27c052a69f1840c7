// Notifications: kept for tests to see, click and close.
import { app } from './app.ts';
import { desktopProfile } from './desktop-profile.ts';
import { emitterOf } from './missing.ts';

const notifications: Notification[] = [];
let supported = true;

/** What a test sees of one notification. */
export interface NotificationState {
  title: string;
  body: string;
  urgency: string;
  timeoutType: string;
  silent: boolean;
  actions: string[];
  shown: boolean;
  closed: boolean;
}

export class Notification
  extends emitterOf('Notification')
  implements Pick<Electron.Notification, 'show' | 'close' | 'title' | 'body'>
{
  title: string;
  body: string;
  readonly #options: Electron.NotificationConstructorOptions;
  #shown = false;
  #closed = false;

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super();
    this.#options = options;
    this.title = options.title ?? '';
    this.body = options.body ?? '';
  }

  static isSupported(): boolean {
    return supported;
  }

  show(): void {
    const trouble = this.#trouble();
    if (trouble !== null) {
      this.emit('failed', {}, trouble);
      return;
    }
    this.#shown = true;
    this.#closed = false;
    if (!notifications.includes(this)) notifications.push(this);
    this.emit('show', {});
  }

  close(): void {
    if (!this.#shown || this.#closed) return;
    this.#closed = true;
    this.emit('close', {});
  }

  /** For tests: a click on it, or on its action of that number; it then goes away. */
  activate(action: number | null): void {
    if (this.#closed) throw new Error('the notification is closed');
    if (action !== null && this.#buttons()[action] === undefined)
      throw new Error(`the notification has no button ${action}`);
    if (action === null) this.emit('click', {});
    else this.emit('action', { actionIndex: action }, action);
    this.close();
  }

  #trouble(): string | null {
    if (!supported) return 'notifications are not supported';
    if (desktopProfile.toastsNeedAppId && app.record.appUserModelId === null)
      return 'no AppUserModelID is set';
    return null;
  }

  #buttons(): string[] {
    if (!desktopProfile.notificationButtons) return [];
    return (this.#options.actions ?? []).map((one) => one.text ?? '');
  }

  state(): NotificationState {
    return {
      title: this.title,
      body: this.body,
      urgency: this.#options.urgency ?? 'normal',
      timeoutType: this.#options.timeoutType ?? 'default',
      silent: this.#options.silent ?? false,
      actions: this.#buttons(),
      shown: this.#shown,
      closed: this.#closed,
    };
  }
}

/** Every notification shown so far, oldest first. */
export function allNotifications(): readonly Notification[] {
  return notifications;
}

/** For tests: a desktop without notifications. */
export function supportNotifications(value: boolean): void {
  supported = value;
}
