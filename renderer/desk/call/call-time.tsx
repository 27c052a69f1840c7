// A running time in the dock: of the ring, or of the talk.
import { useTranslation } from 'react-i18next';
import { useSecondsSince } from '../../ui/clock.ts';
import { clockTime } from '../../ui/format.ts';

export interface CallTimeProps {
  /** Milliseconds since the epoch; null while it has not begun. */
  since: number | null;
  label: 'rungFor' | 'talkedFor';
}

export function CallTime({ since, label }: CallTimeProps) {
  const { t } = useTranslation();
  const seconds = useSecondsSince(since);
  if (seconds === null) return null;
  const time = clockTime(seconds);
  return (
    <span role="timer" aria-label={t(`call.${label}`, { time })}>
      {time}
    </span>
  );
}
