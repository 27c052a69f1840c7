// What went wrong lately, until dismissed, in one line that never grows: the latest, and how many more.
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../app/failure.ts';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { DismissButton, FailureBar, failureWords } from '../ui/failure-bar.tsx';
import { StatusMark } from '../ui/status-mark.tsx';
import { useCommands, useDeskView } from './desk-context.tsx';
import sheet from './notices.module.css';
import type { AskName } from './store.ts';

const css = classes(sheet);

interface Item {
  key: string;
  failure: Failure;
  /** What this window asked in vain; null for news from main. */
  what: AskName | null;
  dismiss: () => void;
}

export function Notices() {
  const { t } = useTranslation(['desk', 'failure']);
  const isLost = useDeskView((view) => view.link === 'lost');
  const items = useItems();
  const [isOpen, setOpen] = useState(false);
  const [latest] = items;
  const isEmpty = latest === undefined;
  useEffect(() => {
    if (isEmpty) setOpen(false);
  }, [isEmpty]);
  if (isLost) return <Line tone="warn" title={t('app.lostTitle')} advice={t('app.lostAdvice')} />;
  if (isEmpty) return null;
  const { title, advice } = failureWords(t, latest.failure, undone(latest));
  return (
    <section
      className={css('notices')}
      aria-label={t('notice.label')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setOpen(false);
      }}
    >
      <Line tone="bad" title={title} advice={advice} alertKey={latest.key}>
        <Button look="plain" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {items.length === 1 ? t('notice.details') : t('notice.more', { count: items.length - 1 })}
        </Button>
        <DismissButton title={title} onPress={latest.dismiss} />
      </Line>
      {isOpen ? (
        <div className={css('all')}>
          {items.map((item) => (
            <FailureBar
              key={item.key}
              failure={item.failure}
              undone={undone(item)}
              isAlert={false}
              onDismiss={item.dismiss}
            />
          ))}
        </div>
      ) : null}
    </section>
  );

  function undone({ what }: Item): string | null {
    return what === null ? null : t(`refused.${what}`);
  }
}

/** The latest first: what the agent asked, then main's news. */
function useItems(): Item[] {
  const notices = useDeskView((view) => view.desk.notices);
  const refusals = useDeskView((view) => view.refusals);
  const commands = useCommands();
  const asked = refusals
    .map(
      ({ key, what, failure }): Item => ({
        key: `refusal ${key}`,
        failure,
        what,
        dismiss: () => {
          commands.dismissRefusal(key);
          for (const same of notices.filter((notice) => notice.failure.reason === failure.reason)) {
            void commands.dismissNotice(same.key);
          }
        },
      }),
    )
    .toReversed();
  const told = notices
    // What the agent asked and was refused often comes as main's own news too: once is enough.
    .filter((notice) => refusals.every(({ failure }) => failure.reason !== notice.failure.reason))
    .toSorted((one, other) => other.at - one.at)
    .map(
      ({ key, failure }): Item => ({
        key,
        failure,
        what: null,
        dismiss: () => void commands.dismissNotice(key),
      }),
    );
  return [...asked, ...told];
}

interface LineProps {
  tone: 'warn' | 'bad';
  title: string;
  advice: string;
  /** Another key is another alert, though the words may be the same. */
  alertKey?: string;
  children?: ReactNode;
}

function Line({ tone, title, advice, alertKey, children }: LineProps) {
  return (
    <div className={css('line', tone)}>
      <StatusMark tone={tone} size={16} />
      <p key={alertKey} role="alert" className={css('words')} title={`${title}. ${advice}`}>
        <strong>{title}.</strong> {advice}
      </p>
      {children}
    </div>
  );
}
