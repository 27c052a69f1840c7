// Where the service is: Mumbai, or addresses of one's own, since those of other regions are not documented.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mumbai } from '../../../app/account/account.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { TextInput } from '../../ui/text-input.tsx';
import { type RegionField, regionFields, regionOf } from './form.ts';
import sheet from './sign-in.module.css';

const css = classes(sheet);

export interface RegionFieldsProps {
  addresses: Record<RegionField, string>;
  onChange: (addresses: Record<RegionField, string>) => void;
  field: (name: RegionField) => {
    name: string;
    error: string | null;
    isDisabled: boolean;
    onBlur: () => void;
  };
  isBusy: boolean;
}

export function RegionFields({ addresses, onChange, field, isBusy }: RegionFieldsProps) {
  const { t } = useTranslation();
  const [isEditing, setEditing] = useState(false);
  const region = regionOf(addresses);
  const hasError = regionFields.some((name) => field(name).error !== null);
  const isOpen = isEditing || hasError;
  return (
    <>
      <div className={css('region')}>
        <p className={css('regionName')}>
          <span className={css('label')}>{t('signIn.region')}</span>
          <span>{t(`signIn.${region.name}`)}</span>
        </p>
        {isOpen ? (
          <Button
            look="plain"
            isDisabled={isBusy}
            onPress={() => {
              onChange(mumbai);
              setEditing(false);
            }}
          >
            {t('signIn.resetAddresses')}
          </Button>
        ) : (
          <Button look="plain" isDisabled={isBusy} aria-expanded={false} onPress={() => setEditing(true)}>
            {t('signIn.editAddresses')}
          </Button>
        )}
      </div>
      {isOpen ? (
        <div className={css('addresses')}>
          {regionFields.map((name) => (
            <TextInput
              key={name}
              {...field(name)}
              label={t(`signIn.${name}`)}
              {...(name === 'sipDomain' ? { hint: t('signIn.sipDomainHint') } : {})}
              {...(name === 'stunServer' ? { hint: t('signIn.stunServerHint') } : {})}
              value={addresses[name]}
              onChange={(value) => onChange({ ...addresses, [name]: value.trim() })}
            />
          ))}
        </div>
      ) : null}
    </>
  );
}
