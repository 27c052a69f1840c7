// What the API serves, and how its routes read what they are asked.
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Agents } from '../agents/agents.ts';
import type { Feed, SimulatorEvent } from '../events.ts';
import type { Faults } from '../faults.ts';
import type { SimulatorOptions } from '../options.ts';
import { Refusal } from './envelope.ts';
import type { Tokens } from './tokens.ts';

/** What the routes serve. */
export interface Served {
  readonly options: SimulatorOptions;
  readonly faults: Faults;
  readonly agents: Agents;
  readonly tokens: Tokens;
  readonly feed: Feed<SimulatorEvent>;
  readonly app: { readonly appId: string; readonly appSecret: string; readonly name: string };
  readonly customer: { readonly id: string; readonly secret: string };
  readonly settings: Map<string, string>;
}

/** Reads input with its schema. @throws Refusal 400 naming the field. */
export function readInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new Refusal(400, `invalid parameter ${issue?.path.join('.') ?? ''}`.trim());
}

/** Reads the raw token of the header; with `Bearer` in front it is no token of ours (facts.md §1.1). @throws Refusal 401 */
export function requireToken(service: Served, request: FastifyRequest, ids: readonly string[]): string {
  const id = service.tokens.read(request.headers.authorization ?? '');
  if (id === null || !ids.includes(id)) throw new Refusal(401, 'Unauthorized');
  return id;
}
