// Tells the app that it runs on another platform; Node and the packages, which would break on the lie, hear the truth.
import { getCallSites } from 'node:util';

/**
 * From here on `process.platform` is `platform` for code of the folder `address` (a `file:` URL that ends in a slash),
 * packages inside it excepted.
 */
export function reportPlatform(address: string, platform: NodeJS.Platform): void {
  const real = process.platform;
  if (platform === real) return;
  const isOfApp = (script: string) => script.startsWith(address) && !script.includes('/node_modules/');
  Object.defineProperty(process, 'platform', {
    configurable: true,
    enumerable: true,
    // The first call site is this getter, the second whoever reads it.
    get: () => (isOfApp(getCallSites(2)[1]?.scriptName ?? '') ? platform : real),
  });
}
