// The sign-in form. The secret stays in its own field, goes to main and comes back from nowhere.
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { mumbai } from '../../../app/account/account.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { TextInput } from '../../ui/text-input.tsx';
import { useCommands, useDeskView } from '../desk-context.tsx';
import { type FormField, type Invalid, type RegionField, readForm, regionOf } from './form.ts';
import { RegionFields } from './region-fields.tsx';
import sheet from './sign-in.module.css';

const css = classes(sheet);

export interface SignInFieldsProps {
  isBusy: boolean;
  /** What did not work: stands above the button that was pressed. */
  failures: ReactNode;
}

export function SignInFields({ isBusy, failures }: SignInFieldsProps) {
  const { t } = useTranslation();
  const commands = useCommands();
  const store = useDeskView((view) => view.desk.secretStore.kind);
  const [addresses, setAddresses] = useState<Record<RegionField, string>>(mumbai);
  const [appId, setAppId] = useState('');
  const [userId, setUserId] = useState('');
  const [invalid, setInvalid] = useState<Invalid>({});
  const [refused, setRefused] = useState(0);
  const form = useRef<HTMLFormElement>(null);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const secret = new FormData(event.currentTarget).get('appSecret');
    const appSecret = typeof secret === 'string' ? secret : '';
    const read = readForm({ region: regionOf(addresses), appId, appSecret, userId });
    setInvalid('invalid' in read ? read.invalid : {});
    if ('form' in read) void commands.signIn(read.form);
    else setRefused((times) => times + 1);
  }

  // The first field that cannot be used is shown and taken to, however far above it is.
  useEffect(() => {
    if (refused > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refused]);

  /** Checks a field when it is left; whether it was left empty is only said at submit. */
  function check(field: FormField): void {
    const read = readForm({ region: regionOf(addresses), appId, appSecret: '-', userId });
    const reason = 'invalid' in read ? read.invalid[field] : undefined;
    const { [field]: _before, ...others } = invalid;
    setInvalid(reason === undefined || reason === 'required' ? others : { ...others, [field]: reason });
  }

  const error = (field: FormField) => {
    const reason = invalid[field];
    return reason === undefined ? null : t(`signIn.invalid.${reason}`, { field: t(`signIn.${field}`) });
  };
  const field = (name: FormField) => ({
    name,
    error: error(name),
    isDisabled: isBusy,
    onBlur: () => check(name),
  });

  return (
    <Form ref={form} className={css('form')} onSubmit={submit} validationBehavior="aria">
      <RegionFields addresses={addresses} onChange={setAddresses} field={field} isBusy={isBusy} />
      <TextInput {...field('appId')} label={t('signIn.appId')} value={appId} onChange={setAppId} />
      <TextInput
        name="appSecret"
        error={error('appSecret')}
        isDisabled={isBusy}
        type="password"
        label={t('signIn.appSecret')}
        hint={t(store === 'keyring' ? 'signIn.appSecretHint' : 'signIn.appSecretMemoryHint')}
      />
      <TextInput
        {...field('userId')}
        label={t('signIn.userId')}
        hint={t('signIn.userIdHint')}
        value={userId}
        onChange={setUserId}
      />
      {failures}
      <div className={css('submit')}>
        <Button type="submit" look="primary" isDisabled={isBusy || store === 'unavailable'}>
          {t('signIn.submit')}
        </Button>
      </div>
    </Form>
  );
}
