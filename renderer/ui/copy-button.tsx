// Copies a text in one press, and says whether it did.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button.tsx';
import { copyText } from './copy.ts';

export interface CopyButtonProps {
  text: string;
  label: string;
  size?: 'small';
}

export function CopyButton({ text, label, ...rest }: CopyButtonProps) {
  const { t } = useTranslation('desk');
  const [copied, setCopied] = useState<boolean | null>(null);
  const forget = () => setCopied(null);
  return (
    <>
      <IconButton
        {...rest}
        icon={copied === true ? 'check' : copied === false ? 'cross' : 'copy'}
        label={label}
        onPress={() => setCopied(copyText(text))}
        onHoverEnd={forget}
        onBlur={forget}
      />
      <span className="only-heard" role="status">
        {copied === null ? '' : t(copied ? 'copy.done' : 'copy.failed')}
      </span>
    </>
  );
}

/** Copies the number of a caller; nothing where it was withheld. */
export function CopyNumber({
  caller,
  size,
}: {
  caller: { e164: string | null; display: string };
  size?: 'small';
}) {
  const { t } = useTranslation('desk');
  const number = caller.e164 ?? caller.display;
  if (number === '') return null;
  return <CopyButton text={number} label={t('copy.number', { number })} {...(size ? { size } : {})} />;
}
