// A failure in words: what went wrong, what to do, and what Exotel said about it.
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure, FailureReason } from '../../app/failure.ts';
import { Bar } from './bar.tsx';
import { IconButton } from './button.tsx';
import { classes } from './classes.ts';
import { CopyButton } from './copy-button.tsx';
import sheet from './failure-bar.module.css';

const css = classes(sheet);

/** Failures whose detail is the vendor's own line; that of the others is the phone's. */
const vendorSays: ReadonlySet<FailureReason> = new Set([
  'wrong-credentials',
  'token-expired',
  'unknown-agent',
  'agent-inactive',
  'trial-account',
  'rate-limited',
  'service-unavailable',
  'service-refused',
  'device-missing',
  'device-conflict',
]);

/** What went wrong and what to do. With `undone`, what could not be done, that comes first. */
export function failureWords(
  t: TFunction<['desk', 'failure']>,
  { reason, requestId }: Failure,
  undone: string | null = null,
): { title: string; advice: string } {
  const title = t(`failure:${reason}.title`);
  const advice =
    reason === 'service-refused' && requestId === null
      ? t('failure:service-refused.adviceWithoutId')
      : t(`failure:${reason}.advice`);
  if (undone === null || undone === title) return { title, advice };
  return { title: undone, advice: `${title}. ${advice}` };
}

export interface FailureBarProps {
  failure: Failure;
  /** What could not be done; null where the failure says it itself. */
  undone?: string | null;
  onDismiss?: () => void;
  /** False where something else tells screen readers of it. */
  isAlert?: boolean;
}

export function FailureBar({ failure, undone = null, onDismiss, isAlert = true }: FailureBarProps) {
  const { t } = useTranslation(['desk', 'failure']);
  const { title, advice } = failureWords(t, failure, undone);
  return (
    <Bar
      tone="bad"
      isAlert={isAlert}
      title={title}
      advice={advice}
      details={<FailureDetails failure={failure} />}
      actions={onDismiss === undefined ? undefined : <DismissButton title={title} onPress={onDismiss} />}
    />
  );
}

export function DismissButton({ title, onPress }: { title: string; onPress: () => void }): ReactNode {
  const { t } = useTranslation();
  return <IconButton icon="cross" label={t('notice.dismiss', { title })} onPress={onPress} />;
}

function FailureDetails({ failure: { reason, detail, requestId } }: { failure: Failure }) {
  const { t } = useTranslation();
  if (detail === null && requestId === null) return null;
  return (
    <dl className={css('details')}>
      {detail === null ? null : (
        <div>
          <dt>{t(vendorSays.has(reason) ? 'failure.said' : 'failure.details')}</dt>
          <dd dir="auto">{detail}</dd>
        </div>
      )}
      {requestId === null ? null : (
        <div>
          <dt>{t('failure.requestId')}</dt>
          <dd>
            <code>{requestId}</code>
            <CopyButton text={requestId} label={t('failure.copyRequestId')} size="small" />
          </dd>
        </div>
      )}
    </dl>
  );
}
