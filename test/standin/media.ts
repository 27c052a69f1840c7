// What microphone Chromium has: switches that the stand-in and a real Electron both understand.

/** The variables a launch chooses by; their names are the stand-in's, which reads them itself. */
type MediaEnv = Readonly<Record<string, string | undefined>>;

/**
 * `OFFHOOK_STANDIN_MEDIA`: `fake` (a microphone that beeps, the default), `none` or `real`;
 * `OFFHOOK_STANDIN_AUDIO_FILE`: a WAV file the fake one plays. Never `--use-fake-ui-for-media-stream`: it answers in the
 * place of the app's permission handlers.
 */
export function mediaSwitches(env: MediaEnv): string[] {
  const file = env['OFFHOOK_STANDIN_AUDIO_FILE'];
  switch (env['OFFHOOK_STANDIN_MEDIA'] ?? 'fake') {
    case 'fake':
      return [
        '--use-fake-device-for-media-stream',
        ...(file === undefined ? [] : [`--use-file-for-fake-audio-capture=${file}`]),
      ];
    case 'none':
      return ['--disable-audio-input'];
    default:
      return [];
  }
}
