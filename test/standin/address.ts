// Chromium cannot be taught a new scheme, so app://desk/ is shown to it as https://desk.app.invalid/, and back.

const schemes = new Set<string>();

/** Makes `scheme` one that pages can be loaded from. */
export function mapScheme(scheme: string): void {
  schemes.add(scheme);
}

/** Whether pages of this URL come from a protocol handler of the app. */
export function isMapped(appUrl: string): boolean {
  return URL.canParse(appUrl) && schemes.has(new URL(appUrl).protocol.slice(0, -1));
}

/** The product's URL or origin, as Chromium must see it. */
export function toPage(appUrl: string): string {
  for (const scheme of schemes) {
    const match = new RegExp(`^${scheme}://([^/?#]*)(.*)$`, 's').exec(appUrl);
    if (match) return `https://${match[1]}.${scheme}.invalid${match[2]}`;
  }
  return appUrl;
}

/** Chromium's URL or origin, as the product knows it. */
export function toApp(pageUrl: string): string {
  const match = /^https:\/\/([^/?#]*)\.([a-z0-9+-]+)\.invalid(?=[/?#]|$)(.*)$/s.exec(pageUrl);
  if (match?.[2] === undefined || !schemes.has(match[2])) return pageUrl;
  return `${match[2]}://${match[1]}${match[3]}`;
}

/** The origin of a URL of the product: `app://desk` for `app://desk/index.html`. */
export function originOf(appUrl: string): string {
  if (!URL.canParse(appUrl)) return 'null';
  const url = new URL(appUrl);
  return isMapped(appUrl) ? `${url.protocol}//${url.host}` : url.origin;
}

/** What Fetch must stop at to serve every mapped scheme. */
export function mappedPatterns(): string[] {
  return [...schemes].map((scheme) => `https://*.${scheme}.invalid/*`);
}

/** A header's value (a policy, a redirect) with the product's URLs turned into Chromium's. */
export function headerToPage(value: string): string {
  let mapped = value;
  for (const scheme of schemes) {
    mapped = mapped.replaceAll(new RegExp(`\\b${scheme}://([\\w.*-]+)`, 'g'), `https://$1.${scheme}.invalid`);
    mapped = mapped.replaceAll(
      new RegExp(`(^|[\\s;,])${scheme}:(?=$|[\\s;,])`, 'g'),
      `$1https://*.${scheme}.invalid`,
    );
  }
  return mapped;
}
