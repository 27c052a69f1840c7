// What a fault may say in the log: its name and message, with every number and address in it hidden.

const longest = 500;

/** A thrown thing as one line for the log: no telephone number, no SIP address, no white space runs. */
export function faultDetail(thrown: unknown): string {
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return text
    .slice(0, 4 * longest)
    .replace(/\b(sips?):[^@\s>]*@/gi, '$1:•••@')
    .replace(/\d(?:[\s().-]?\d){4,}/g, (digits) => `•••${digits.slice(-2)}`)
    .replace(/\s+/g, ' ')
    .slice(0, longest);
}
