// Walks a person through the steps: one question each, kept at once, so that it can be left and taken up again.
import type { Proof } from './proof.ts';
import type { Step } from './steps.ts';

export interface Walk {
  steps: readonly Step[];
  proof: Proof;
  /** Rejects when the person leaves (Ctrl+C, Ctrl+D). */
  ask: (question: string) => Promise<string>;
  say: (text: string) => void;
  /** Called after each answer. */
  keep: (proof: Proof) => void;
  now: () => string;
}

type Answer = Proof['steps'][number]['answer'];

const answers: Readonly<Record<string, Answer>> = {
  y: 'yes',
  yes: 'yes',
  n: 'no',
  no: 'no',
  s: 'skip',
  skip: 'skip',
};

/** Asks what has no yes or no yet; what was skipped is asked again. */
export async function walk({ steps, proof, ask, say, keep, now }: Walk): Promise<void> {
  let kept = proof;
  const open = steps.filter(({ id }) => !isSettled(kept, id));
  for (const [at, step] of open.entries()) {
    say(`\n${at + 1} of ${open.length}: ${step.title}\n${step.doing}`);
    try {
      const answer = await askUntilClear(step.question, ask, say);
      const note = answer === 'yes' ? '' : (await ask('What did you see instead, or why not? ')).trim();
      const others = kept.steps.filter(({ id }) => id !== step.id);
      kept = { ...kept, steps: [...others, { id: step.id, answer, note: note.slice(0, 2000), at: now() }] };
      keep(kept);
    } catch {
      say('Left here. The answers so far are kept; the same command goes on with this step.');
      return;
    }
  }
}

async function askUntilClear(question: string, ask: Walk['ask'], say: Walk['say']): Promise<Answer> {
  for (;;) {
    const said = (await ask(`${question} (yes, no, skip) `)).trim().toLowerCase();
    const answer = Object.hasOwn(answers, said) ? answers[said] : undefined;
    if (answer !== undefined) return answer;
    say('Please say yes, no or skip.');
  }
}

function isSettled(proof: Proof, id: string): boolean {
  return proof.steps.some((step) => step.id === id && step.answer !== 'skip');
}

export function inSummary(proof: Proof, steps: readonly Step[]): string {
  const count = (answer: Answer) => steps.filter(({ id }) => answerTo(proof, id) === answer).length;
  const suite =
    proof.suite === null
      ? 'the tests have not run'
      : `${proof.suite.passed} tests passed, ${proof.suite.failed} failed, ${proof.suite.skipped} skipped`;
  const open = steps.filter(({ id }) => !isSettled(proof, id)).length;
  return `${proof.system}: ${suite}; of what only eyes see ${count('yes')} proven, ${count('no')} refuted, ${open} open.`;
}

function answerTo(proof: Proof, id: string): Answer | undefined {
  return proof.steps.find((step) => step.id === id)?.answer;
}
