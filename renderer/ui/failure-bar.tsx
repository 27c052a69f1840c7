// A failure in words: what went wrong, what to do, and what Exotel said about it.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../app/failure.ts';
import { Bar } from './bar.tsx';
import { IconButton } from './button.tsx';
import { classes } from './classes.ts';
import { copyText } from './copy.ts';
import sheet from './failure-bar.module.css';

const css = classes(sheet);

export interface FailureBarProps {
  failure: Failure;
  onDismiss?: () => void;
}

export function FailureBar({ failure, onDismiss }: FailureBarProps) {
  const { t } = useTranslation(['desk', 'failure']);
  const title = t(`failure:${failure.reason}.title`);
  return (
    <Bar
      tone="bad"
      isAlert
      title={title}
      advice={t(`failure:${failure.reason}.advice`)}
      details={<VendorDetails failure={failure} />}
      actions={
        onDismiss === undefined ? undefined : (
          <IconButton icon="cross" label={t('failure.dismiss', { title })} onPress={onDismiss} />
        )
      }
    />
  );
}

function VendorDetails({ failure: { detail, requestId } }: { failure: Failure }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<boolean | null>(null);
  if (detail === null && requestId === null) return null;
  return (
    <dl className={css('details')}>
      {detail === null ? null : (
        <div>
          <dt>{t('failure.details')}</dt>
          <dd dir="auto">{detail}</dd>
        </div>
      )}
      {requestId === null ? null : (
        <div>
          <dt>{t('failure.requestId')}</dt>
          <dd>
            <code>{requestId}</code>
            <IconButton
              icon={copied === true ? 'check' : 'copy'}
              label={t('failure.copyRequestId')}
              onPress={() => setCopied(copyText(requestId))}
            />
            <span role="status">{copied === null ? '' : t(copied ? 'copy.done' : 'copy.failed')}</span>
          </dd>
        </div>
      )}
    </dl>
  );
}
