// Makes the three sessions ready before any window opens: pages, permissions and network of each.
import { app, session } from 'electron';
import { confineNetwork, endAllRoutes, lockDown } from './lock-down.ts';
import { guardPermissions } from './permissions.ts';
import { pageFolder, partition, windowRoles } from './roles.ts';
import { serveWindow } from './scheme.ts';
import type { PageFacts } from './web-preferences.ts';

/**
 * To be called once, when Electron is ready and before the first window. `edge` gives the origin of the SIP
 * edge in force ({@link LineWindow.edge}).
 *
 * @throws when a window's built pages are missing.
 */
export function prepareSessions(facts: PageFacts, edge: () => string | null): void {
  lockDown(app);
  for (const role of windowRoles) {
    const own = session.fromPartition(partition(role));
    guardPermissions(own, role);
    confineNetwork(own, role, { edge, devTools: facts.devTools });
    // Only the line talks to anybody.
    if (role !== 'line') void endAllRoutes(own);
    serveWindow(own, role, pageFolder(facts.outFolder, role), edge);
  }
}
