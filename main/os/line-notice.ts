// Tells an agent who does not look at the desk that no call can reach it, once, until one can again.
import type { Notification, NotificationConstructorOptions } from 'electron';
import type { i18n } from 'i18next';
import type { DeskState } from '../../app/desk/state.ts';
import { readinessOf } from '../../app/readiness/readiness.ts';

/** Milliseconds that the line may be down before it is told: most outages are over by then. */
const grace = 10_000;

type Trouble = 'refused' | 'offline' | 'disconnected';

export interface LineNoticeOptions {
  /** Shows a notification that opens the desk when it is clicked. */
  show: (options: NotificationConstructorOptions) => Pick<Notification, 'close'>;
  t: i18n['t'];
  /** The desk is in front: it says so itself. */
  isWatched: () => boolean;
}

export class LineNotice {
  #timer: NodeJS.Timeout | null = null;
  #shown: ReturnType<LineNoticeOptions['show']> | null = null;
  #told: Trouble | null = null;
  #trouble: Trouble | null = null;
  readonly #options: LineNoticeOptions;

  constructor(options: LineNoticeOptions) {
    this.#options = options;
  }

  render(state: DeskState): void {
    this.#trouble = troubleOf(state);
    if (this.#trouble === null) this.remove();
    else if (this.#trouble === 'refused') this.#tell();
    else if (this.#told === null) this.#timer ??= setTimeout(() => this.#tell(), grace);
  }

  /** The line is back, or nobody needs it any more: what was told no longer holds. */
  remove(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#shown?.close();
    this.#shown = null;
    this.#told = null;
  }

  /** Once for an outage; a refusal is news of its own, since it does not pass by itself. */
  #tell(): void {
    const trouble = this.#trouble;
    if (trouble === null || trouble === this.#told) return;
    this.remove();
    this.#told = trouble;
    const { show, t, isWatched } = this.#options;
    if (isWatched()) return;
    this.#shown = show({
      id: 'line',
      title: t(`os:notification.line.${trouble}.title`),
      body: t(`os:notification.line.${trouble}.advice`),
      urgency: 'critical',
      timeoutType: 'never',
    });
  }
}

/** Why no call can reach an agent whose calls ring here; null when one can, or none is meant to. */
function troubleOf(state: DeskState): Trouble | null {
  if (state.signIn.kind !== 'signed-in') return null;
  const { obstacle } = readinessOf(state);
  switch (obstacle?.id) {
    case 'network':
      return 'offline';
    case 'line':
      return obstacle.finding === 'refused' ? 'refused' : 'disconnected';
    default:
      return null;
  }
}
