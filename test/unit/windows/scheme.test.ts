// A window is served its own built files under strict headers, and nothing else.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  contentSecurityPolicy,
  pageFiles,
  pageServer,
  registerScheme,
} from '../../../main/windows/scheme.ts';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'offhook-pages-'));
  mkdirSync(join(root, 'line/assets'), { recursive: true });
  writeFileSync(join(root, 'line/index.html'), '<title>line</title>');
  writeFileSync(join(root, 'line/assets/index-1.js'), 'run()');
  writeFileSync(join(root, 'secret.html'), 'secret');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const ask = (address: string, init?: RequestInit, edge: string | null = null) =>
  pageServer('line', join(root, 'line'), () => edge)(new Request(address, init));

describe('the pages', () => {
  it('are served with their type', async () => {
    const page = await ask('app://line/index.html');
    expect(await page.text()).toBe('<title>line</title>');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const script = await ask('app://line/assets/index-1.js?v=1');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it.each([
    'app://line/',
    'app://line/../secret.html',
    'app://line/%2e%2e/secret.html',
    'app://line/..%2fsecret.html',
    'app://line/assets/../../secret.html',
    'app://line/assets',
    'app://line//index.html',
    'app://desk/index.html',
    'app://line/__proto__',
  ])('do not hold %s', async (address) => {
    expect((await ask(address)).status).toBe(404);
  });

  it('never give a file from outside the folder, whatever is asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('..', '%2e%2e', '/', '\\', '%2f', 'secret.html', 'assets')),
        async (parts) => {
          const reply = await ask(`app://line/${parts.join('')}`);
          expect(await reply.text()).not.toContain('secret');
        },
      ),
    );
  });

  it.each(['POST', 'HEAD', 'PUT', 'OPTIONS'])('can not be asked for by %s', async (method) => {
    expect((await ask('app://line/index.html', { method })).status).toBe(405);
  });

  it('carry their policy on every reply, also on a refusal', async () => {
    for (const address of ['app://line/index.html', 'app://line/none']) {
      const { headers } = await ask(address);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('permissions-policy')).toContain('camera=()');
    }
  });

  it('do not start from a broken build', () => {
    expect(() => pageFiles(join(root, 'nowhere'))).toThrow();
    mkdirSync(join(root, 'odd'));
    writeFileSync(join(root, 'odd/a.exe'), '');
    expect(() => pageFiles(join(root, 'odd'))).toThrow('no content type for a.exe');
  });
});

describe('the policy', () => {
  it('lets the line connect to the edge in force and nowhere else', async () => {
    const edge = 'wss://voip.in1.exotel.com';
    const reply = await ask('app://line/index.html', {}, edge);
    expect(reply.headers.get('content-security-policy')).toContain(`connect-src ${edge};`);
    expect(contentSecurityPolicy('line', null)).toContain("connect-src 'none'");
    expect(contentSecurityPolicy('desk', edge)).toContain("connect-src 'none'");
    expect(contentSecurityPolicy('popup', edge)).toContain("connect-src 'none'");
  });

  it.each(['desk', 'popup', 'line'] as const)('of the %s window runs no inline or made-up code', (role) => {
    const policy = contentSecurityPolicy(role, null);
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(policy).not.toMatch(/unsafe|\*|http:/);
    expect(policy).toContain("require-trusted-types-for 'script'");
  });
});

it('the scheme is secure and does not bypass the policy', () => {
  const registerSchemesAsPrivileged = vi.fn();
  registerScheme({ registerSchemesAsPrivileged });
  expect(registerSchemesAsPrivileged).toHaveBeenCalledExactlyOnceWith([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
});
