// Serves the windows' pages on app://, from a list of files made at start, under strict headers.
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { Protocol, Session } from 'electron';
import { scheme, type WindowRole } from './roles.ts';

/** To be called once, before Electron is ready. */
export function registerScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.ogg': 'audio/ogg',
  '.mp3': 'audio/mpeg',
};

interface PageFile {
  path: string;
  contentType: string;
}

/**
 * The files of `folder` by the path they are asked for. Nothing outside this list is ever opened.
 *
 * @throws when the folder is missing or holds a file whose content type is not known: the build is broken.
 */
export function pageFiles(folder: string): ReadonlyMap<string, PageFile> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return new Map(
    files.map((file): [string, PageFile] => {
      const path = join(file.parentPath, file.name);
      const contentType = contentTypes[extname(file.name)];
      if (contentType === undefined) throw new Error(`no content type for ${relative(folder, path)}`);
      return [`/${relative(folder, path).split(sep).join('/')}`, { path, contentType }];
    }),
  );
}

/**
 * The Content-Security-Policy of a window. Only the line may connect anywhere, and only to `edge`, the origin
 * of the SIP edge's WebSocket (`wss://host`); null before an agent signs in. STUN is not governed by it.
 */
export function contentSecurityPolicy(role: WindowRole, edge: string | null): string {
  const line = role === 'line';
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    line ? "media-src 'self' blob: mediastream:" : "media-src 'none'",
    `connect-src ${line && edge !== null ? edge : "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

const deniedFeatures = ['camera', 'geolocation', 'hid', 'usb', 'serial', 'midi', 'display-capture'];

function permissionsPolicy(role: WindowRole): string {
  const forLine = role === 'line' ? '(self)' : '()';
  return [
    `microphone=${forLine}`,
    `speaker-selection=${forLine}`,
    ...deniedFeatures.map((feature) => `${feature}=()`),
  ].join(', ');
}

function pageHeaders(role: WindowRole, edge: string | null): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(role, edge),
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': permissionsPolicy(role),
  };
}

/**
 * Answers requests for the pages of one window: GET of a listed file on its own host, else 404 or 405.
 * `edge` is read at each request, so that a new page is enough to change it.
 */
export function pageServer(
  role: WindowRole,
  folder: string,
  edge: () => string | null,
): (request: Request) => Promise<Response> {
  const files = pageFiles(folder);
  return async (request) => {
    const headers = pageHeaders(role, edge());
    if (request.method !== 'GET') return new Response(null, { status: 405, headers });
    const url = new URL(request.url);
    const file = url.host === role ? files.get(url.pathname) : undefined;
    if (file === undefined) return new Response(null, { status: 404, headers });
    const body = await readFile(file.path);
    return new Response(body, { headers: { ...headers, 'Content-Type': file.contentType } });
  };
}

/** Serves a window's pages in its own session; the default session has no such scheme. */
export function serveWindow(
  session: Pick<Session, 'protocol'>,
  role: WindowRole,
  folder: string,
  edge: () => string | null = () => null,
): void {
  session.protocol.handle(scheme, pageServer(role, folder, edge));
}
