// Lets a page be heard as its own window's `autoplayPolicy` says, since Chromium has one policy for all of them.

/** Runs in the page's world; its source runs in pages. */
export function autoplay(policy: string): void {
  // Electron's default (docs/api/structures/web-preferences.md).
  if (policy === 'no-user-gesture-required') return;
  const mayPlay = () =>
    policy === 'user-gesture-required'
      ? navigator.userActivation.isActive
      : navigator.userActivation.hasBeenActive;

  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
    if (this.muted || mayPlay()) return play.call(this);
    const why = "play() failed because the user didn't interact with the document first.";
    return Promise.reject(new DOMException(why, 'NotAllowedError'));
  };

  const Native = AudioContext;
  window.AudioContext = class extends Native {
    constructor(options?: AudioContextOptions) {
      super(options);
      if (!mayPlay()) void super.suspend();
    }

    override resume(): Promise<void> {
      // As in Chromium, the promise is kept only once somebody has touched the page.
      return mayPlay() ? super.resume() : new Promise(() => {});
    }
  };
}
