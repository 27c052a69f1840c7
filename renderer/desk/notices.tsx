// What the agent should know, in one line that never grows: the most urgent thing, and how many more there are.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../app/failure.ts';
import { Bar } from '../ui/bar.tsx';
import { classes } from '../ui/classes.ts';
import { DismissButton, FailureBar, failureWords } from '../ui/failure-bar.tsx';
import { Flyout } from '../ui/flyout.tsx';
import { Icon } from '../ui/icons.tsx';
import { StatusMark } from '../ui/status-mark.tsx';
import { useCommands, useDeskView } from './desk-context.tsx';
import { FixButton } from './line/fix-button.tsx';
import { useObstacleWords, useReadiness } from './line/use-readiness.ts';
import sheet from './notices.module.css';
import type { AskName } from './store.ts';

const css = classes(sheet);

/** One thing to know: on the line, and whole in the card under it. */
interface Item {
  /** Another key is another alert, though the words may be the same. */
  key: string;
  tone: 'warn' | 'bad';
  title: string;
  advice: string;
  /** False where something else tells screen readers. */
  isAlert: boolean;
  /** What one press can do, on the line. */
  actions: ReactNode;
  whole: ReactNode;
}

export function Notices() {
  const { t } = useTranslation();
  const lost = useLost();
  const failures = useFailures();
  const obstacle = useObstacle();
  const items = [...lost, ...failures, ...obstacle];
  const [first] = items;
  if (first === undefined) return null;
  const { key, tone, title, advice, isAlert, actions } = first;
  const more = items.length === 1 ? t('notice.details') : t('notice.more', { count: items.length - 1 });
  return (
    <section className={css('line', tone)} aria-label={t('notice.label')}>
      <StatusMark tone={tone} size={16} />
      <p
        key={key}
        className={css('words')}
        title={`${title}. ${advice}`}
        {...(isAlert ? { role: 'alert' } : {})}
      >
        <strong>{title}.</strong> <span>{advice}</span>
      </p>
      <Flyout
        name={more}
        className={css('more')}
        trigger={
          <>
            {more}
            <Icon name="chevron" size={12} />
          </>
        }
      >
        <ul className={css('all')}>
          {items.map((item) => (
            <li key={item.key}>{item.whole}</li>
          ))}
        </ul>
      </Flyout>
      {actions}
    </section>
  );
}

function useLost(): Item[] {
  const { t } = useTranslation();
  const isLost = useDeskView((view) => view.link === 'lost');
  if (!isLost) return [];
  const words = { title: t('app.lostTitle'), advice: t('app.lostAdvice') };
  const whole = <Bar tone="warn" {...words} />;
  return [{ key: 'lost', tone: 'warn', ...words, isAlert: true, actions: null, whole }];
}

interface Told {
  key: string;
  failure: Failure;
  /** What this window asked in vain; null for news from main. */
  what: AskName | null;
  dismiss: () => void;
}

/** The latest first: what the agent asked, then main's news. */
function useFailures(): Item[] {
  const { t } = useTranslation(['desk', 'failure']);
  const notices = useDeskView((view) => view.desk.notices);
  const refusals = useDeskView((view) => view.refusals);
  const commands = useCommands();
  const asked = refusals
    .map(
      ({ key, what, failure }): Told => ({
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
      ({ key, failure }): Told => ({
        key,
        failure,
        what: null,
        dismiss: () => void commands.dismissNotice(key),
      }),
    );
  return [...asked, ...told].map(({ key, failure, what, dismiss }) => {
    const undone = what === null ? null : t(`refused.${what}`);
    const words = failureWords(t, failure, undone);
    return {
      key,
      tone: 'bad',
      ...words,
      isAlert: true,
      actions: <DismissButton title={words.title} onPress={dismiss} />,
      whole: <FailureBar failure={failure} undone={undone} isAlert={false} onDismiss={dismiss} />,
    };
  });
}

/** What loses calls, or lets none come. That they go to the phone was chosen, and the lamp says it. */
function useObstacle(): Item[] {
  const { obstacle } = useReadiness();
  const wordsOf = useObstacleWords();
  if (obstacle === null || (obstacle.mark !== 'bad' && obstacle.mark !== 'warn')) return [];
  const { finding, mark, fixes } = obstacle;
  const words = wordsOf(obstacle);
  const presses = fixes.map((fix) => <FixButton key={fix} fix={fix} />);
  const actions = <div className={css('fixes')}>{presses}</div>;
  const whole = <Bar tone={mark} {...words} actions={presses.length === 0 ? undefined : presses} />;
  return [{ key: `obstacle ${finding}`, tone: mark, ...words, isAlert: false, actions, whole }];
}
