// A display to open windows on.
import { spawn } from 'node:child_process';

/** The display there is, else a hidden one of our own. */
export async function openDisplay(): Promise<{ display: string; isSeen: boolean; close: () => void }> {
  const present = process.env['DISPLAY'] ?? '';
  if (present !== '') return { display: present, isSeen: true, close: () => undefined };
  const hidden = await openHiddenDisplay();
  return { ...hidden, isSeen: false };
}

/** A hidden display, whatever others there are. */
export async function openHiddenDisplay(): Promise<{ display: string; close: () => void }> {
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const said = server.stdio[3];
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', () => reject(new Error('Xvfb did not start')));
    said?.once('data', (data) => resolve(String(data).trim()));
  });
  return { display: `:${number}`, close: () => server.kill() };
}
