// The sign-in screen: accounts kept on this computer, or App ID, App secret and user ID.
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignInState } from '../../../app/desk/state.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { FailureBar } from '../../ui/failure-bar.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { useCommands, useDeskView } from '../desk-context.tsx';
import { LostBar } from '../lost-bar.tsx';
import { SecretStoreBar } from './secret-store-bar.tsx';
import sheet from './sign-in.module.css';
import { SignInFields } from './sign-in-fields.tsx';
import { StoredAccounts } from './stored-accounts.tsx';

const css = classes(sheet);

export interface SignInProps {
  signIn: Extract<SignInState, { kind: 'signed-out' | 'signing-in' }>;
}

export function SignIn({ signIn }: SignInProps) {
  const { t } = useTranslation();
  const accounts = useDeskView((view) => view.desk.accounts);
  const isAsked = useDeskView((view) => view.underWay.has('sign-in'));
  const [wantsForm, setWantsForm] = useState(false);
  const isBusy = isAsked || signIn.kind === 'signing-in';
  const showsForm = wantsForm || accounts.length === 0;
  const failures = (
    <SignInFailures failure={signIn.kind === 'signed-out' && !isBusy ? signIn.failure : null} />
  );
  return (
    <main className={css('page')}>
      <div className={css('card')}>
        <header>
          <h1 className={css('name')}>{t('app.name')}</h1>
          <p className={css('lead')}>{t('signIn.lead')}</p>
        </header>
        <LostBar />
        <SecretStoreBar />
        {accounts.length === 0 ? null : <StoredAccounts accounts={accounts} isBusy={isBusy} />}
        {showsForm ? (
          <SignInFields isBusy={isBusy} failures={failures} />
        ) : (
          <>
            {failures}
            <div>
              <Button look="plain" isDisabled={isBusy} onPress={() => setWantsForm(true)}>
                {t('signIn.other')}
              </Button>
            </div>
          </>
        )}
        {isBusy ? <Progress userId={signIn.kind === 'signing-in' ? signIn.userId : null} /> : null}
      </div>
    </main>
  );
}

/**
 * Why main says that it did not work; and what it refused outright, unless that is the same. It stands where
 * the agent pressed and takes the focus, so that it is seen however long the form is.
 */
function SignInFailures({ failure }: { failure: Extract<SignInState, { kind: 'signed-out' }>['failure'] }) {
  const { t } = useTranslation();
  const refusals = useDeskView((view) => view.refusals);
  const commands = useCommands();
  const refused = refusals.filter((refusal) => refusal.failure.reason !== failure?.reason);
  const bar = useRef<HTMLDivElement>(null);
  const latest = failure ?? refused.at(-1)?.failure ?? null;
  useEffect(() => {
    if (latest !== null) bar.current?.focus();
  }, [latest]);
  if (latest === null) return null;
  return (
    <div ref={bar} tabIndex={-1} className={css('failures')}>
      {failure === null ? null : <FailureBar failure={failure} />}
      {refused.map((refusal) => (
        <FailureBar
          key={refusal.key}
          failure={refusal.failure}
          undone={t(`refused.${refusal.what}`)}
          onDismiss={() => commands.dismissRefusal(refusal.key)}
        />
      ))}
    </div>
  );
}

/** How long, in milliseconds, until it is said that Exotel is slow. */
const longWaitMs = 6_000;

function Progress({ userId }: { userId: string | null }) {
  const { t } = useTranslation();
  const commands = useCommands();
  const [isLong, setLong] = useState(false);
  const progress = useRef<HTMLDivElement>(null);
  // The form, which had the focus, takes none now.
  useEffect(() => progress.current?.focus(), []);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), longWaitMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div ref={progress} tabIndex={-1} className={css('progress')} role="status">
      <StatusMark tone="busy" size={16} />
      <div className={css('progressWords')}>
        <p className={css('progressTitle')}>
          {userId === null ? t('signIn.submit') : t('signIn.progress', { userId })}
        </p>
        <p>{t(isLong ? 'signIn.progressLong' : 'signIn.progressDetail')}</p>
      </div>
      <Button onPress={() => void commands.cancelSignIn()}>{t('signIn.cancel')}</Button>
    </div>
  );
}
