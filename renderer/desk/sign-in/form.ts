// What is typed into the sign-in form, and what is wrong with it. The secret is not kept here.
import { mumbai, type Region, type SignInForm, signInFormSchema } from '../../../app/account/account.ts';

export type RegionField = Exclude<keyof Region, 'name'>;
export type FormField = RegionField | 'appId' | 'appSecret' | 'userId';

/** Why a field cannot be used; each has words under `signIn.invalid`. */
export const invalidReasons = [
  'required',
  'too-long',
  'not-https',
  'not-wss',
  'not-a-domain',
  'not-stun',
  'other',
] as const;
export type InvalidReason = (typeof invalidReasons)[number];
export type Invalid = Partial<Record<FormField, InvalidReason>>;

export const regionFields = ['apiBase', 'sipUrl', 'sipDomain', 'stunServer'] as const satisfies RegionField[];
const fields = [...regionFields, 'appId', 'appSecret', 'userId'] as const satisfies FormField[];

/** A region of these addresses: `mumbai` only when they all are Mumbai's. */
export function regionOf(addresses: Record<RegionField, string>): Region {
  const isMumbai = regionFields.every((field) => addresses[field] === mumbai[field]);
  return { ...addresses, name: isMumbai ? 'mumbai' : 'custom' };
}

/** The form as main takes it, or what is wrong with each field. */
export function readForm(typed: SignInForm): { form: SignInForm } | { invalid: Invalid } {
  const read = signInFormSchema.safeParse(typed);
  if (read.success) return { form: read.data };
  const invalid: Invalid = {};
  for (const issue of read.error.issues) {
    const field = fields.find((known) => known === issue.path.at(-1));
    if (field === undefined || invalid[field] !== undefined) continue;
    const isEmpty =
      (field in typed.region ? typed.region[field as RegionField] : typed[field as 'appId']) === '';
    invalid[field] = isEmpty || issue.code === 'too_small' ? 'required' : reasonOf(issue);
  }
  return { invalid };
}

function reasonOf(issue: { code?: string; message: string }): InvalidReason {
  if (issue.code === 'too_big') return 'too-long';
  return invalidReasons.find((reason) => reason === issue.message) ?? 'other';
}
