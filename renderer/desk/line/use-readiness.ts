// Whether calls can reach the agent, for the views, and in words.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { type Check, type Obstacle, type Readiness, readinessOf } from '../../../app/readiness/readiness.ts';
import { useSecondsUntil } from '../../ui/clock.ts';
import { spokenTime } from '../../ui/format.ts';
import { useDeskView } from '../desk-context.tsx';

export function useReadiness(): Readiness {
  const facts = useDeskView(
    useShallow(({ desk: { line, device, network, microphone } }) => ({ line, device, network, microphone })),
  );
  return useMemo(() => readinessOf(facts), [facts]);
}

/** The lamp's word: one that fits a bar, with the time until the line is tried again. */
export function useLampWord({ obstacle }: Readiness): string {
  const { t } = useTranslation();
  const line = useDeskView((view) => view.desk.line);
  const isRetrying = obstacle?.finding === 'disconnected' && line.kind === 'waiting';
  const seconds = useSecondsUntil(isRetrying ? line.retryAt : null);
  if (obstacle === null) return t('readiness.ready');
  if (obstacle.finding !== 'disconnected') return t(`readiness.obstacle.${obstacle.finding}.lamp`);
  if (!seconds) return t('readiness.obstacle.disconnected.lampNow');
  // Whole minutes, where there are some: nobody counts 541 seconds.
  const time = spokenTime((seconds > 60 ? Math.ceil(seconds / 60) * 60 : seconds) * 1000);
  return t('readiness.obstacle.disconnected.lamp', { time });
}

/** An obstacle as a sentence, and what to do about it. */
export function useObstacleWords(): (found: Pick<Check<Obstacle>, 'finding' | 'trouble'>) => {
  title: string;
  advice: string;
} {
  const { t } = useTranslation();
  const number = useDeskView((view) => view.desk.device.phoneNumber) ?? '';
  return ({ finding, trouble }) => ({
    title: t(`readiness.obstacle.${finding}.title`, { number }).trimEnd(),
    advice: t(`readiness.obstacle.${finding}.advice`, {
      why:
        trouble === null
          ? ''
          : `${t(`line.trouble.${trouble}.title`)}. ${t(`line.trouble.${trouble}.advice`)}`,
    }),
  });
}
