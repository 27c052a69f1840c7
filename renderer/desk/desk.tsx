// The desk window's view: opening, signing in, or signed in.
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../ui/classes.ts';
import { useKeptFocus } from '../ui/kept-focus.ts';
import { StatusMark } from '../ui/status-mark.tsx';
import { applyTheme } from '../ui/theme.ts';
import sheet from './desk.module.css';
import { DeskAnnouncer } from './desk-announcer.tsx';
import { useDeskView } from './desk-context.tsx';
import { Frame } from './frame.tsx';
import { LostBar } from './lost-bar.tsx';
import { SignIn } from './sign-in/sign-in.tsx';

const css = classes(sheet);

export function Desk() {
  const theme = useDeskView((view) => view.desk.settings.theme);
  useEffect(() => applyTheme(theme), [theme]);
  useKeptFocus();
  return (
    <>
      <View />
      <DeskAnnouncer />
    </>
  );
}

function View() {
  const { t } = useTranslation();
  const isKnown = useDeskView((view) => view.revision >= 0);
  const signIn = useDeskView((view) => view.desk.signIn);
  if (!isKnown) return <Waiting text={t('app.opening')} />;
  switch (signIn.kind) {
    case 'starting':
      return <Waiting text={t('app.starting')} />;
    case 'signed-out':
    case 'signing-in':
      return <SignIn signIn={signIn} />;
    case 'signed-in':
      return <Frame agent={signIn.agent} />;
  }
}

function Waiting({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <main className={css('waiting')}>
      <h1 className="only-heard">{t('app.name')}</h1>
      <p className={css('what')} role="status">
        <StatusMark tone="busy" size={16} />
        {text}
      </p>
      <LostBar />
    </main>
  );
}
