// Said while this window cannot read main's state: what is on the screen may be old.
import { useTranslation } from 'react-i18next';
import { Bar } from '../ui/bar.tsx';
import { useDeskView } from './desk-context.tsx';

export function LostBar() {
  const { t } = useTranslation();
  const isLost = useDeskView((view) => view.link === 'lost');
  if (!isLost) return null;
  return <Bar tone="warn" isAlert title={t('app.lostTitle')} advice={t('app.lostAdvice')} />;
}
