// Recent calls, newest first, a group for each day.
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { GridList, GridListHeader, GridListSection } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { classes } from '../../ui/classes.ts';
import { dayName, dayOf, endOfDay } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { useDeskView } from '../desk-context.tsx';
import { byDay } from './days.ts';
import { RecentCallRow } from './recent-call-row.tsx';
import sheet from './recent-calls.module.css';

const css = classes(sheet);

/** Where the keys look for the list. */
export const recentCallsId = 'recent-calls';

export function RecentCalls() {
  const { t } = useTranslation();
  // Up to 200 rows: they may lag behind, so that a call's own panel never waits for them.
  const recent = useDeferredValue(useDeskView((view) => view.desk.recent));
  const days = useMemo(() => byDay(recent), [recent]);
  const today = useToday();
  return (
    <section className={css('recent')} aria-labelledby="recent-title">
      <h1 id="recent-title" className={css('title')}>
        {t('recent.title')}
      </h1>
      {recent.length === 0 ? (
        <div className={css('empty')}>
          <Icon name="phone" size={24} />
          <p className={css('emptyTitle')}>{t('recent.emptyTitle')}</p>
          <p>{t('recent.emptyAdvice')}</p>
        </div>
      ) : (
        <GridList id={recentCallsId} aria-label={t('recent.list')} className={css('list')}>
          {days.map((day) => (
            <GridListSection key={day.start} id={String(day.start)} aria-label={nameOf(day.start)}>
              <GridListHeader className={css('day')}>{nameOf(day.start)}</GridListHeader>
              {day.calls.map((call) => (
                <RecentCallRow key={call.id} call={call} />
              ))}
            </GridListSection>
          ))}
        </GridList>
      )}
    </section>
  );

  function nameOf(day: number): string {
    const which = dayOf(day, today);
    return which === 'earlier' ? dayName(day, today) : t(`recent.${which}`);
  }
}

/** A moment of the present day; renders again when the next day begins. */
function useToday(): number {
  const [today, setToday] = useState(() => Date.now());
  useEffect(() => {
    const timer = setTimeout(() => setToday(Date.now()), endOfDay(today) - Date.now());
    return () => clearTimeout(timer);
  }, [today]);
  return today;
}
