// The lamp: one word on whether calls can reach the agent, and under it every check with what mends it.
import { useTranslation } from 'react-i18next';
import { type Check, isObstacle } from '../../../app/readiness/readiness.ts';
import { classes } from '../../ui/classes.ts';
import { Flyout } from '../../ui/flyout.tsx';
import { Icon } from '../../ui/icons.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { useDeskView } from '../desk-context.tsx';
import { FixButton } from './fix-button.tsx';
import sheet from './lamp.module.css';
import { useLampWord, useObstacleWords, useReadiness } from './use-readiness.ts';

const css = classes(sheet);

export function Lamp() {
  const { t } = useTranslation();
  const readiness = useReadiness();
  const line = useDeskView((view) => view.desk.line.kind);
  const word = useLampWord(readiness);
  return (
    <Flyout
      name={t('readiness.lamp', { verdict: word })}
      className={css('lamp')}
      data-line={line}
      data-readiness={readiness.obstacle?.finding ?? 'ready'}
      trigger={
        <>
          <StatusMark tone={readiness.obstacle?.mark ?? 'good'} />
          <span className={css('word')}>{word}</span>
          <Icon name="chevron" size={12} />
        </>
      }
    >
      <p className={css('lead')}>{t('readiness.lead')}</p>
      <ul>
        {readiness.checks.map((check) => (
          <CheckRow key={check.id} check={check} />
        ))}
      </ul>
    </Flyout>
  );
}

function CheckRow({ check }: { check: Check }) {
  const { t } = useTranslation();
  return (
    <li className={css('check')} data-check={check.id} data-mark={check.mark}>
      <StatusMark tone={check.mark} size={14} />
      <span>{t(`readiness.checks.${check.id}`)}</span>
      <CheckWords check={check} />
      {check.fixes.length === 0 ? null : (
        <div className={css('fixes')}>
          {check.fixes.map((fix) => (
            <FixButton key={fix} fix={fix} />
          ))}
        </div>
      )}
    </li>
  );
}

function CheckWords({ check }: { check: Check }) {
  const { t } = useTranslation();
  const words = useObstacleWords();
  const { finding, trouble } = check;
  if (!isObstacle(finding)) return <span className={css('fine')}>{t(`readiness.fine.${finding}`)}</span>;
  const { title, advice } = words({ finding, trouble });
  return (
    <p className={css('wrong')}>
      <strong>{title}</strong>
      <span>{advice}</span>
    </p>
  );
}
