// The desktop's notifications: of each ringing call while it rings, of each missed call, of a sign-in in trouble.
import type { Notification, NotificationConstructorOptions } from 'electron';
import type { i18n } from 'i18next';
import { type Call, isRinging, outcomeOf } from '../../app/calls/call.ts';
import { isRefusal } from '../../app/calls/cause.ts';
import type { DeskState, RecentCall } from '../../app/desk/state.ts';
import type { Failure } from '../../app/failure.ts';
import { callerName, callerNumber } from './caller-name.ts';
import { LineNotice } from './line-notice.ts';

export interface NotificationCommands {
  open(): void;
  answer(callId: string): void;
  decline(callId: string): void;
}

type NotificationObject = Pick<Notification, 'show' | 'close' | 'on'>;

export interface NotificationOptions {
  createNotification: (options: NotificationConstructorOptions) => NotificationObject;
  platform: NodeJS.Platform;
  t: i18n['t'];
  commands: NotificationCommands;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** The desk is in front of the agent. */
  isWatched: () => boolean;
  /** Told why a notification could not be shown; the popup and the ring are there all the same. */
  onFailed?: (reason: string) => void;
}

/** Missed-call notifications kept at most; an unreferenced one loses its click. */
const mostMissed = 20;

/**
 * Renders from the state, so that a ring that ended for whatever reason takes its notification with it. They
 * are silent, since the line rings.
 */
export class Notifications {
  readonly #ringing = new Map<string, NotificationObject>();
  readonly #missed = new Map<string, NotificationObject>();
  /** Calls seen ringing in this run: old calls read from the log at start are no news. */
  readonly #rang = new Set<string>();
  #recent: readonly RecentCall[] | null = null;
  /** When this agent signed in: what ended before was read from the log, and is no news. */
  #since = 0;
  #signIn: DeskState['signIn'] = { kind: 'starting' };
  #doubt: NotificationObject | null = null;
  #putOut: NotificationObject | null = null;
  readonly #line: LineNotice;
  readonly #options: NotificationOptions;

  constructor(options: NotificationOptions) {
    this.#options = options;
    const { t, isWatched } = options;
    this.#line = new LineNotice({ show: (shown) => this.#show(shown), t, isWatched });
  }

  render(state: DeskState): void {
    const ringing = state.calls.filter(isRinging);
    for (const [id, notification] of this.#ringing) {
      if (ringing.some((call) => call.id === id)) continue;
      this.#ringing.delete(id);
      notification.close();
    }
    for (const call of ringing) {
      this.#rang.add(call.id);
      if (!this.#ringing.has(call.id)) this.#ringing.set(call.id, this.#showRinging(call));
    }
    this.#renderSignIn(state);
    this.#renderMissed(state);
    this.#line.render(state);
  }

  /** Takes all of them away: the phone is quitting. */
  remove(): void {
    for (const notification of [...this.#ringing.values(), ...this.#missed.values()]) notification.close();
    this.#ringing.clear();
    this.#missed.clear();
    this.#line.remove();
    this.#doubt?.close();
    this.#doubt = null;
  }

  /** While the service's word on the agent is doubted, and once when it put them out. */
  #renderSignIn({ signIn, notices }: DeskState): void {
    const before = this.#signIn;
    this.#signIn = signIn;
    const left = before.kind === 'signed-in' && signIn.kind !== 'signed-in';
    // Whom an agent has missed is nothing for the next one to see.
    if (left) this.remove();
    if (left && signIn.kind === 'signed-out' && signIn.failure !== null) {
      this.#putOut = this.#showFailure(signIn.failure);
    }
    if (before.kind !== 'signed-in' && signIn.kind === 'signed-in') this.#since = this.#options.now();
    if (signIn.kind === 'signed-in') {
      this.#putOut?.close();
      this.#putOut = null;
    }
    const doubted = notices.find(({ failure }) => failure.reason === 'sign-in-doubted');
    if (doubted !== undefined) this.#doubt ??= this.#showFailure(doubted.failure);
    else {
      this.#doubt?.close();
      this.#doubt = null;
    }
  }

  #showFailure({ reason }: Failure): NotificationObject {
    const { t } = this.#options;
    return this.#show({
      id: reason,
      title: t(`failure:${reason}.title`),
      body: t(`failure:${reason}.advice`),
      urgency: 'critical',
    });
  }

  #showRinging(call: Call): NotificationObject {
    const { t, platform, commands } = this.#options;
    const actions = ['answer', 'decline'] as const;
    // Linux has no action buttons in Electron; there the popup is the place to answer.
    const withActions = platform === 'darwin' || platform === 'win32';
    const notification = this.#show({
      id: call.id,
      title: t('os:notification.ringing', { caller: this.#nameOf(call) }),
      body: this.#ringingBody(call),
      silent: true,
      urgency: 'critical',
      timeoutType: 'never',
      ...(withActions
        ? { actions: actions.map((action) => ({ type: 'button', text: t(`os:notification.${action}`) })) }
        : {}),
    });
    notification.on('action', (details) => {
      const action = actions[details.actionIndex];
      if (action !== undefined) commands[action](call.id);
    });
    return notification;
  }

  #ringingBody(call: Call): string {
    const { t } = this.#options;
    const number = callerNumber(call.caller);
    const called = call.calledNumber;
    if (number !== null && called !== null) return t('os:notification.ringing-number', { number, called });
    if (called !== null) return t('os:notification.ringing-to', { called });
    return number ?? '';
  }

  #renderMissed(state: DeskState): void {
    const before = this.#recent;
    this.#recent = state.recent;
    if (before === state.recent) return;
    for (const call of state.recent) {
      if (!this.#isNews(call, before)) continue;
      this.#rang.delete(call.id);
      this.#missed.set(call.id, this.#showMissed(call));
    }
    for (const [id, notification] of this.#missed) {
      if (this.#missed.size <= mostMissed) break;
      this.#missed.delete(id);
      notification.close();
    }
  }

  /** A call that rang here, or that the phone itself refused, and has just been kept as missed. */
  #isNews(call: RecentCall, before: readonly RecentCall[] | null): boolean {
    if (before === null || this.#missed.has(call.id) || before.some((known) => known.id === call.id)) {
      return false;
    }
    const outcome = outcomeOf({
      answeredAt: call.answeredAt,
      end: { reason: call.reason, at: call.endedAt },
    });
    const isOf = this.#rang.has(call.id) || (isRefusal(call.reason) && call.endedAt >= this.#since);
    return outcome === 'missed' && isOf;
  }

  #showMissed(call: RecentCall): NotificationObject {
    const { t } = this.#options;
    return this.#show({
      id: `missed-${call.id}`,
      title: t('os:notification.missed', { caller: this.#nameOf(call) }),
      body: callerNumber(call.caller) ?? '',
      silent: true,
      urgency: 'normal',
    });
  }

  #show(options: NotificationConstructorOptions): NotificationObject {
    const notification = this.#options.createNotification(options);
    notification.on('click', () => this.#options.commands.open());
    notification.on('failed', (_event, error) => this.#options.onFailed?.(error));
    notification.show();
    return notification;
  }

  #nameOf(call: Pick<Call, 'caller'>): string {
    return callerName(call.caller) ?? this.#options.t('os:withheld');
  }
}
