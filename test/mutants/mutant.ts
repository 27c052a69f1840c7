// One behaviour broken on purpose: the edit, and the tests that must notice it.

export interface Mutant {
  /** What goes wrong for a person while the edit stands. */
  readonly breaks: string;
  /** The file, from the root of the project. */
  readonly file: string;
  /** Text that stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
  /** The stage of `npm test` whose tests must fail. */
  readonly stage: 'unit' | 'standin' | 'e2e' | 'demo' | 'look' | 'line' | 'sip';
  /** Files of tests, from the root of the project. */
  readonly tests: readonly string[];
  /** Only the tests whose name holds this; all of the files when it is not given. */
  readonly grep?: string;
}
