// Who is signed in, where secrets are kept, and the way out.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agent } from '../../../app/account/account.ts';
import { isLive } from '../../../app/calls/call.ts';
import { Button } from '../../ui/button.tsx';
import { WireText } from '../../ui/caller-text.tsx';
import { classes } from '../../ui/classes.ts';
import { useCommands, useDeskView } from '../desk-context.tsx';
import { SecretStoreBar } from '../sign-in/secret-store-bar.tsx';
import sheet from './settings.module.css';

const css = classes(sheet);

export function AccountSection({ agent }: { agent: Agent }) {
  const { t } = useTranslation();
  const secrets = useDeskView((view) => view.desk.secretStore.kind);
  const region = useDeskView(
    (view) => view.desk.accounts.find((account) => account.id === agent.accountId)?.region ?? null,
  );
  const facts: [string, string][] = [
    [t('settings.agent'), agent.name],
    [t('settings.userId'), agent.userId],
    [t('settings.role'), agent.role],
    [t('settings.virtualNumber'), agent.virtualNumber],
    ...(region === null
      ? []
      : ([
          [t('settings.region'), t(`signIn.${region.name}`)],
          [t('settings.apiBase'), region.apiBase],
        ] as [string, string][])),
    [t('settings.secrets'), t(`secrets.${secrets}`)],
  ];
  return (
    <>
      <dl className={css('facts')}>
        {facts.map(([name, value]) => (
          <div key={name} className={css('row')}>
            <dt>{name}</dt>
            <dd>
              <WireText text={value === '' ? t('settings.notSet') : value} />
            </dd>
          </div>
        ))}
      </dl>
      {secrets === 'unavailable' ? <SecretStoreBar /> : null}
      <SignOut />
      <RemoveAccount accountId={agent.accountId} />
    </>
  );
}

function SignOut() {
  const { t } = useTranslation();
  const commands = useCommands();
  const isInCall = useDeskView((view) => view.desk.calls.some(isLive));
  return (
    <div className={css('row')}>
      <p className={css('hint')}>{t(isInCall ? 'settings.inCall' : 'settings.signOutAdvice')}</p>
      <Button isDisabled={isInCall} onPress={() => void commands.signOut()}>
        {t('settings.signOut')}
      </Button>
    </div>
  );
}

function RemoveAccount({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const commands = useCommands();
  const isAsked = useDeskView((view) => view.underWay.has('remove-account'));
  const isInCall = useDeskView((view) => view.desk.calls.some(isLive));
  const [isAsking, setAsking] = useState(false);
  if (!isAsking) {
    return (
      <div className={css('row')}>
        <p className={css('hint')}>{t(isInCall ? 'settings.inCall' : 'settings.removeAdvice')}</p>
        <Button isDisabled={isInCall} onPress={() => setAsking(true)}>
          {t('settings.remove')}
        </Button>
      </div>
    );
  }
  return (
    <div className={css('row')}>
      <p role="alert">{t(isInCall ? 'settings.inCall' : 'settings.removeQuestion')}</p>
      <div className={css('choice')}>
        <Button autoFocus onPress={() => setAsking(false)}>
          {t('settings.cancel')}
        </Button>
        <Button
          look="bad"
          isDisabled={isAsked || isInCall}
          onPress={() => void commands.removeAccount(accountId)}
        >
          {t('settings.removeNow')}
        </Button>
      </div>
    </div>
  );
}
