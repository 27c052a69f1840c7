// Has the app asked at each use of what needs a permission; Chromium then does as it was told.
import type { Asking } from './asking.ts';

/** Runs in the page's world; its source runs in pages. */
export function permits(link: Asking): void {
  /** Puts a question before a function of `target` that gives a promise. */
  const before = (
    target: object | undefined,
    name: string,
    kind: 'check' | 'request',
    permission: string,
  ) => {
    const native: unknown = target === undefined ? undefined : Reflect.get(target, name);
    if (target === undefined || typeof native !== 'function') return;
    const asked = async function (this: unknown, ...args: unknown[]) {
      await link.ask({ kind, name: permission });
      return Reflect.apply(native, this, args);
    };
    Object.defineProperty(target, name, { value: asked, configurable: true, writable: true });
  };

  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices !== undefined) {
    const capture = devices.getUserMedia.bind(devices);
    const silence = () => new AudioContext().createMediaStreamDestination().stream;
    devices.getUserMedia = async (constraints = {}) => {
      const [audio, video] = [constraints.audio, constraints.video].map(
        (one) => one !== undefined && one !== false,
      );
      const verdict = await link.ask({ kind: 'capture', audio: audio === true, video: video === true });
      return verdict === 'silent' ? silence() : capture(constraints);
    };
    before(devices, 'enumerateDevices', 'check', 'microphone');
  }

  const { permissions } = navigator;
  const query = permissions.query.bind(permissions);
  permissions.query = async (descriptor) => {
    await link.ask({ kind: 'check', name: descriptor.name });
    return query(descriptor);
  };
  before(navigator.clipboard, 'read', 'request', 'clipboard-read');
  before(navigator.clipboard, 'readText', 'request', 'clipboard-read');
  before(navigator.clipboard, 'write', 'request', 'clipboard-write');
  before(navigator.clipboard, 'writeText', 'request', 'clipboard-write');
  before(window.Notification, 'requestPermission', 'request', 'notifications');
}
