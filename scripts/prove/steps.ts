// What a person tries on a real desktop, read from docs/unproven.md, where each thing never seen has its section.
import { z } from 'zod';
import { systems } from './proof.ts';

const stepSchema = z.object({
  /** The heading in small letters, its words joined by hyphens. */
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string().min(1),
  systems: z.array(z.enum(systems)).min(1),
  /** What to do, at most five minutes. */
  doing: z.string().min(1),
  /** What must have been seen. */
  question: z.string().endsWith('?'),
});

export type Step = z.infer<typeof stepSchema>;

/**
 * @param text Markdown; each `## ` section has the lines `On: x11, …`, `**Try.** …` and `**Seen:** …?`
 * @throws Error naming the section that lacks one of them, or two of one name
 */
export function readSteps(text: string): Step[] {
  const sections = text.split(/^## /m).slice(1);
  const steps = sections.map((section) => {
    const title = section.slice(0, section.indexOf('\n')).trim();
    const read = stepSchema.safeParse({
      id: title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
      title,
      systems: paragraph(section, 'On: ')?.replace(/\.$/, '').split(', '),
      doing: paragraph(section, '**Try.** '),
      question: paragraph(section, '**Seen:** '),
    });
    if (!read.success) throw new Error(`docs/unproven.md, “${title}”: ${z.prettifyError(read.error)}`);
    return read.data;
  });
  const twice = steps.find((step, at) => steps.findIndex(({ id }) => id === step.id) !== at);
  if (twice !== undefined) throw new Error(`docs/unproven.md: two sections “${twice.title}”`);
  return steps;
}

/** The paragraph that begins so, its lines joined. */
function paragraph(section: string, begins: string): string | undefined {
  const found = section.split(/\n{2,}/).find((one) => one.startsWith(begins));
  return found
    ?.slice(begins.length)
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ');
}
