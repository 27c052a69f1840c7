// Whether the windows are Wayland's, where none can be placed, kept on top or shown without the focus.
import type { CommandLine } from 'electron';

/**
 * The switch `ozone-platform` says so, which Chromium itself sets at its start where no launcher did
 * (SetOzonePlatformForLinuxIfNeeded); without it, what the desktop says of itself counts.
 */
export function isOnWayland(
  platform: NodeJS.Platform,
  commandLine: Pick<CommandLine, 'getSwitchValue'>,
  env: { readonly XDG_SESSION_TYPE?: string | undefined },
): boolean {
  if (platform !== 'linux') return false;
  const chosen = commandLine.getSwitchValue('ozone-platform');
  return (chosen === '' ? env.XDG_SESSION_TYPE : chosen) === 'wayland';
}
