// The line's state, always in the same corner: a shape, a colour and a word.
import { useTranslation } from 'react-i18next';
import { classes } from '../../ui/classes.ts';
import { useSecondsUntil } from '../../ui/clock.ts';
import { spokenTime } from '../../ui/format.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { useDeskView } from '../desk-context.tsx';
import sheet from './line-status.module.css';
import { lineTone } from './readiness.ts';

const css = classes(sheet);

export function LineStatus() {
  const { t } = useTranslation();
  const line = useDeskView((view) => view.desk.line);
  const network = useDeskView((view) => view.desk.network);
  const isOffline = network === 'offline' && line.kind !== 'off';
  const seconds = useSecondsUntil(line.kind === 'waiting' && !isOffline ? line.retryAt : null);
  return (
    <p className={css('line')} data-line={line.kind}>
      <StatusMark tone={lineTone(line, network)} />
      <span className="only-heard">{t('line.label')}: </span>
      <span className={css('word')}>{word()}</span>
    </p>
  );

  function word(): string {
    if (isOffline) return t('line.offline');
    if (line.kind !== 'waiting') return t(`line.${line.kind}`);
    return seconds ? t('line.waiting', { time: spokenTime(seconds * 1000) }) : t('line.waitingNow');
  }
}
