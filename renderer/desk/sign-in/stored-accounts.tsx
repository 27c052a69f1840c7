// The accounts kept on this computer: one press signs in, and each can be removed.
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { StoredAccount } from '../../../app/account/account.ts';
import { Button } from '../../ui/button.tsx';
import { WireText } from '../../ui/caller-text.tsx';
import { classes } from '../../ui/classes.ts';
import { useCommands } from '../desk-context.tsx';
import sheet from './sign-in.module.css';

const css = classes(sheet);

export function StoredAccounts({
  accounts,
  isBusy,
}: {
  accounts: readonly StoredAccount[];
  isBusy: boolean;
}) {
  const { t } = useTranslation();
  const commands = useCommands();
  const [asking, setAsking] = useState<string | null>(null);
  const newestFirst = accounts.toSorted((one, other) => other.lastUsedAt - one.lastUsedAt);
  return (
    <section aria-labelledby="stored-title" className={css('accounts')}>
      <h2 id="stored-title">{t('signIn.stored')}</h2>
      <ul className={css('accounts')}>
        {newestFirst.map((account) =>
          asking === account.id ? (
            <li key={account.id} className={css('account')}>
              <p className={css('question')} role="alert">
                {t('signIn.removeQuestion', { userId: account.userId })}
              </p>
              <Button autoFocus onPress={() => setAsking(null)}>
                {t('signIn.cancel')}
              </Button>
              <Button look="bad" onPress={() => void commands.removeAccount(account.id)}>
                {t('signIn.removeNow')}
              </Button>
            </li>
          ) : (
            <li key={account.id} className={css('account')}>
              <AriaButton
                className={css('choose')}
                isDisabled={isBusy}
                onPress={() => void commands.signInStored(account.id)}
              >
                <span className="only-heard">{t('signIn.storedAccount')}</span>
                <bdi className={css('account-id')} dir="auto">
                  {account.userId}
                </bdi>
                <span className={css('faint')}>
                  <WireText text={`${t(`signIn.${account.region.name}`)} · ${account.appId}`} />
                </span>
              </AriaButton>
              <Button
                look="plain"
                isDisabled={isBusy}
                aria-label={t('signIn.removeLabel', { userId: account.userId })}
                onPress={() => setAsking(account.id)}
              >
                {t('signIn.remove')}
              </Button>
            </li>
          ),
        )}
      </ul>
    </section>
  );
}
