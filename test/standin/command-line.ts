// app.commandLine: the switches the app was started with and those it adds for Chromium.

/** Switches of Node and Electron that are not Chromium's, or that the stand-in sets itself. */
const NOT_CHROMIUMS = /^--(inspect|remote-debugging|user-data-dir|no-sandbox$)/;

export class CommandLine
  implements
    Pick<
      Electron.CommandLine,
      'appendSwitch' | 'appendArgument' | 'hasSwitch' | 'getSwitchValue' | 'removeSwitch'
    >
{
  readonly #switches = new Map<string, string>();

  constructor(argv: readonly string[]) {
    for (const argument of argv) {
      const match = /^--([^=]+)(?:=(.*))?$/s.exec(argument);
      if (match?.[1] !== undefined) this.#switches.set(match[1].toLowerCase(), match[2] ?? '');
    }
  }

  appendSwitch(name: string, value = ''): void {
    this.#switches.set(name.toLowerCase(), value);
  }

  appendArgument(_value: string): void {}

  hasSwitch(name: string): boolean {
    return this.#switches.has(name.toLowerCase());
  }

  getSwitchValue(name: string): string {
    return this.#switches.get(name.toLowerCase()) ?? '';
  }

  removeSwitch(name: string): void {
    this.#switches.delete(name.toLowerCase());
  }

  /** What the app was started with and what it added, as Chromium's arguments. */
  forChromium(): string[] {
    return [...this.#switches]
      .map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`))
      .filter((one) => !NOT_CHROMIUMS.test(one));
  }
}
