// Tells screen readers of calls, the line and the device, as they change.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keyCaps } from '../../app/keys/keys.ts';
import { type Announcement, Announcer } from '../ui/announcer.tsx';
import { callerLines } from '../ui/caller-text.tsx';
import { isMac } from '../ui/keys.ts';
import { isUrgent, type News, newsBetween } from './announcements.ts';
import { useDeskTools } from './desk-context.tsx';
import { causeWords } from './recent/outcome.ts';

export function DeskAnnouncer() {
  const { t } = useTranslation();
  const { store } = useDeskTools();
  const [announcement, setAnnouncement] = useState<Announcement | null>(null);
  useEffect(() => {
    const words = (news: News): string => {
      switch (news.kind) {
        case 'ringing':
          return t('announce.ringing', {
            caller: callerLines(news.caller, t('call.withheld')).first,
            answer: keyCaps('answer', isMac).join(' '),
            decline: keyCaps('decline', isMac).join(' '),
          });
        case 'connected':
          return t('announce.connected', { caller: callerLines(news.caller, t('call.withheld')).first });
        case 'interrupted':
          return t('announce.interrupted');
        case 'resumed':
          return t('announce.resumed');
        case 'ended':
          return t('announce.ended', { how: causeWords(t, news.cause) });
        case 'line-ready':
          return t('announce.lineReady');
        case 'line-down':
          return t('announce.lineDown', { why: t(`line.trouble.${news.trouble}.title`) });
        case 'device':
          return t(`announce.device.${news.choice}`);
      }
    };
    return store.subscribe((view, before) => {
      const news = newsBetween(before.desk, view.desk);
      if (news === null) return;
      setAnnouncement((last) => ({ text: words(news), urgent: isUrgent(news), key: (last?.key ?? 0) + 1 }));
    });
  }, [store, t]);
  return <Announcer announcement={announcement} />;
}
