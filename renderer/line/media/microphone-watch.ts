// What is known of the microphone while no call needs it: asked of the system, never by opening it.
import type { MicrophoneState } from '../../../app/line/line.ts';

/**
 * Tells `changed` at once and whenever a device comes or goes or its use is allowed or forbidden. Nothing is
 * held open: an agent's light would burn all day.
 */
export function watchMicrophone(changed: (state: MicrophoneState) => void): void {
  const look = () => {
    known().then(changed, () => changed('unknown'));
  };
  navigator.mediaDevices.addEventListener('devicechange', look);
  permission().then((status) => status?.addEventListener('change', look));
  look();
}

async function known(): Promise<MicrophoneState> {
  const [status, devices] = await Promise.all([permission(), navigator.mediaDevices.enumerateDevices()]);
  if (status?.state === 'denied') return 'denied';
  if (!devices.some(({ kind }) => kind === 'audioinput')) return 'missing';
  // What is still to be asked (macOS) is found out by the first call.
  return status?.state === 'prompt' ? 'unknown' : 'ready';
}

/** Null where the system does not tell: then opening it will. */
async function permission(): Promise<PermissionStatus | null> {
  try {
    return await navigator.permissions.query({ name: 'microphone' });
  } catch {
    return null;
  }
}
