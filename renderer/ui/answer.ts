// Asks main something and reads what comes back: by schema, in time, never as an exception.
import type { z } from 'zod';
import { type Answer, answerSchema } from '../../app/contract/channels.ts';
import type { Failure, FailureReason } from '../../app/failure.ts';

function failed(reason: FailureReason): { ok: false; failure: Failure } {
  return { ok: false, failure: { reason, requestId: null, detail: null } };
}

/**
 * The answer to `ask`, read by `reply`. One that can't be read, or an ask that throws, is `internal`; one
 * that has not come after `withinMs` milliseconds is `timed-out`.
 */
export async function readAnswer<T>(
  ask: () => Promise<unknown>,
  reply: z.ZodType<T>,
  withinMs: number,
): Promise<Answer<T>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Answer<T>>((resolve) => {
    timer = setTimeout(() => resolve(failed('timed-out')), withinMs);
  });
  const read = async (): Promise<Answer<T>> => {
    const answer = answerSchema(reply).parse(await ask());
    return answer.ok ? { ok: true, value: answer.value } : answer;
  };
  try {
    return await Promise.race([read(), late]);
  } catch {
    return failed('internal');
  } finally {
    clearTimeout(timer);
  }
}
