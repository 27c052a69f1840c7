// What Electron must be told before it is ready: who the app is, where its profile lies, what Chromium may do.
import type { App, Protocol } from 'electron';
import { enableSandbox } from './windows/lock-down.ts';
import { registerScheme } from './windows/scheme.ts';

/** The same at each start, or Windows does not know whom to wake for a toast that is pressed. */
const toastActivator = '{2CF5FF4A-E835-4F5F-A913-745B03B71890}';

export function beforeReady(app: App, protocol: Protocol, platform: NodeJS.Platform): void {
  const profile = app.commandLine.getSwitchValue('user-data-dir');
  if (profile !== '') app.setPath('userData', profile);
  app.setAppUserModelId('in.offhook.desktop');
  if (platform === 'win32') app.setToastActivatorCLSID(toastActivator);
  enableSandbox(app);
  // Calls must not grab the media keys, and automatic gain must not turn down a headset's own microphone.
  app.commandLine.appendSwitch(
    'disable-features',
    'HardwareMediaKeyHandling,MediaSessionService,WebRtcAllowInputVolumeAdjustment',
  );
  registerScheme(protocol);
}
