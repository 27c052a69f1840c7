// The few globals that Node and Chromium both have and `app/` may use.
declare class URL {
  constructor(url: string, base?: string | URL);
  static canParse(url: string, base?: string): boolean;
  readonly href: string;
  readonly protocol: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly origin: string;
  readonly pathname: string;
  readonly username: string;
  readonly password: string;
}

declare function atob(base64: string): string;
