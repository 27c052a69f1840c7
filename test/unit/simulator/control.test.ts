// The simulator is steered from this machine alone: no site that somebody visits can ring them or read who they are.
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Simulator, startSimulator } from '../../../simulator/simulator.ts';

let simulator: Simulator;
let port: string;

beforeAll(async () => {
  simulator = await startSimulator();
  port = new URL(simulator.addresses.control).port;
});
afterAll(() => simulator.stop());

/** By hand: `fetch` lets nobody choose a Host. */
async function send(method: string, path: string, headers: Record<string, string>): Promise<number> {
  const request = httpRequest({ host: '127.0.0.1', port, method, path, headers }).end();
  const [response] = await once(request, 'response');
  response.resume();
  return response.statusCode;
}

async function opens(headers: Record<string, string>): Promise<boolean> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/telephone/socket`, { headers });
  return await new Promise((resolve) => {
    socket.on('open', () => {
      socket.close();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

describe('the control server', () => {
  it.each([
    ['a program', () => ({})],
    ['the telephone page', () => ({ Origin: `http://127.0.0.1:${port}`, 'Sec-Fetch-Site': 'same-origin' })],
    ['a person who types its address', () => ({ Host: `localhost:${port}`, 'Sec-Fetch-Site': 'none' })],
  ])('serves %s', async (_who, headersOf) => {
    const headers: Record<string, string> = headersOf();
    expect(await send('GET', '/control/registrations', headers)).toBe(200);
    expect(await send('GET', '/telephone/', headers)).toBe(200);
    expect(await opens(headers)).toBe(true);
  });

  it.each([
    ['a site whose name was made to point here', () => ({ Host: `evil.example:${port}` })],
    ['a name that begins like ours', () => ({ Host: `127.0.0.1.evil.example:${port}` })],
    ['another port', () => ({ Host: '127.0.0.1:1' })],
    ['a foreign page', () => ({ Origin: 'https://evil.example' })],
    ['a page of another server on this machine', () => ({ Origin: 'http://127.0.0.1:1' })],
    ['a page without an origin', () => ({ Origin: 'null' })],
    ['a picture on a foreign page', () => ({ 'Sec-Fetch-Site': 'cross-site' })],
  ])('refuses %s', async (_who, headersOf) => {
    const headers: Record<string, string> = headersOf();
    const cut = simulator.feed.entries.length;
    expect(await send('GET', '/control/registrations', headers)).toBe(403);
    expect(await send('GET', '/telephone/people.json', headers)).toBe(403);
    expect(await send('POST', '/control/edge/cut', headers)).toBe(403);
    expect(await opens(headers)).toBe(false);
    expect(simulator.feed.entries).toHaveLength(cut);
  });
});
