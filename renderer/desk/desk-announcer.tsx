// Tells screen readers of calls, the line and the device, as they change.
import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Caller } from '../../app/calls/caller.ts';
import { keyCaps } from '../../app/keys/keys.ts';
import { type Announcement, Announcer } from '../ui/announcer.tsx';
import { callerLines } from '../ui/caller-text.tsx';
import { isMac } from '../ui/keys.ts';
import { isUrgent, type News, newsBetween } from './announcements.ts';
import { useDeskTools } from './desk-context.tsx';
import { causeWords } from './recent/outcome.ts';

/** Announcements kept on the page: as many as can come before the first was read. */
const kept = 4;

export function DeskAnnouncer() {
  const { t } = useTranslation();
  const { store } = useDeskTools();
  const [announcements, setAnnouncements] = useState<readonly Announcement[]>([]);
  useEffect(
    () =>
      store.subscribe((view, before) => {
        // What one agent was told of customers is nothing for the next one to find.
        const left = before.desk.signIn.kind === 'signed-in' && view.desk.signIn.kind !== 'signed-in';
        if (left) setAnnouncements([]);
        const news = newsBetween(before.desk, view.desk);
        if (news.length === 0) return;
        setAnnouncements((earlier) => {
          const next = (earlier.at(-1)?.key ?? 0) + 1;
          const fresh = news.map((one, index) => ({
            text: newsWords(t, one),
            urgent: isUrgent(one),
            key: next + index,
          }));
          return [...earlier, ...fresh].slice(-kept);
        });
      }),
    [store, t],
  );
  return <Announcer announcements={announcements} />;
}

/** A piece of news as it is read out. */
function newsWords(t: TFunction, news: News): string {
  const nameOf = (caller: Caller) => callerLines(caller, t('call.withheld')).first;
  switch (news.kind) {
    case 'ringing': {
      const [answer, decline] = [keyCaps('answer', isMac).join(' '), keyCaps('decline', isMac).join(' ')];
      const words = { caller: nameOf(news.caller), answer, decline };
      return news.called === null
        ? t('announce.ringing', words)
        : t('announce.ringingTo', { ...words, called: news.called });
    }
    case 'connected':
      return t('announce.connected', { caller: nameOf(news.caller) });
    case 'interrupted':
      return t('announce.interrupted');
    case 'resumed':
      return t('announce.resumed');
    case 'ended':
      return t('announce.ended', { how: causeWords(t, news.cause) });
    case 'missed':
      return t('announce.missed', { caller: nameOf(news.caller), why: causeWords(t, news.cause) });
    case 'offline':
      return t('announce.offline');
    case 'line-ready':
      return t('announce.lineReady');
    case 'line-down':
      return t('announce.lineDown', { why: t(`line.trouble.${news.trouble}.title`) });
    case 'device':
      return t(`announce.device.${news.choice}`);
  }
}
