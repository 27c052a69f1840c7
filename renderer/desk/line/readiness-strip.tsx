// The one thing that keeps the agent from being rung, with what mends it.
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { Bar } from '../../ui/bar.tsx';
import { Button } from '../../ui/button.tsx';
import { useCommands, useDeskView } from '../desk-context.tsx';
import { type Fix, type Readiness, readinessOf } from './readiness.ts';

export function ReadinessStrip() {
  const facts = useDeskView(
    useShallow(({ desk: { line, device, network, microphone } }) => ({ line, device, network, microphone })),
  );
  const readiness = readinessOf(facts);
  const words = useReadinessWords();
  if (readiness === null) return null;
  return (
    <Bar
      tone={readiness.tone}
      {...words(readiness)}
      actions={
        readiness.fixes.length === 0
          ? undefined
          : readiness.fixes.map((fix) => (
              <FixButton key={fix} fix={fix} isRefused={facts.line.kind === 'refused'} />
            ))
      }
    />
  );
}

function FixButton({ fix, isRefused }: { fix: Fix; isRefused: boolean }) {
  const { t } = useTranslation();
  const commands = useCommands();
  const underWay = useDeskView((view) => view.underWay);
  switch (fix) {
    case 'try-line':
      return (
        <Button isDisabled={underWay.has('reconnect')} onPress={() => void commands.reconnect()}>
          {t(isRefused ? 'line.tryAgain' : 'line.tryNow')}
        </Button>
      );
    case 'ring-desktop':
    case 'ring-phone':
      return (
        <Button
          isDisabled={underWay.has('choose-device')}
          onPress={() => void commands.chooseDevice(fix === 'ring-phone' ? 'phone' : 'sip')}
        >
          {t(fix === 'ring-phone' ? 'readiness.ringPhone' : 'readiness.ringDesktop')}
        </Button>
      );
  }
}

/** The words for a readiness. */
function useReadinessWords(): (readiness: Readiness) => { title: string; advice: string } {
  const { t } = useTranslation();
  return (readiness) => {
    switch (readiness.kind) {
      case 'offline':
        return { title: t('readiness.offlineTitle'), advice: t('readiness.offlineAdvice') };
      case 'deaf':
        return {
          title: t('readiness.deafTitle'),
          advice: t('readiness.deafAdvice', {
            why: `${t(`line.trouble.${readiness.trouble}.title`)}. ${t(`line.trouble.${readiness.trouble}.advice`)}`,
          }),
        };
      case 'line':
        return {
          title: t(`line.trouble.${readiness.trouble}.title`),
          advice: t(`line.trouble.${readiness.trouble}.advice`),
        };
      case 'phone':
        return {
          title:
            readiness.number === null
              ? t('readiness.phoneTitle')
              : t('readiness.phoneTitleNumber', { number: readiness.number }),
          advice: t(readiness.hasSip ? 'readiness.phoneAdvice' : 'readiness.noSipAdvice'),
        };
      case 'off':
        return { title: t('readiness.offTitle'), advice: t('readiness.offAdvice') };
      case 'unknown-device':
        return { title: t('readiness.unknownTitle'), advice: t('readiness.unknownAdvice') };
      case 'microphone':
        return microphoneWords(readiness.trouble);
    }
  };

  function microphoneWords(trouble: 'denied' | 'missing' | 'busy'): { title: string; advice: string } {
    switch (trouble) {
      case 'denied':
        return { title: t('readiness.microphoneDeniedTitle'), advice: t('readiness.microphoneDeniedAdvice') };
      case 'missing':
        return {
          title: t('readiness.microphoneMissingTitle'),
          advice: t('readiness.microphoneMissingAdvice'),
        };
      case 'busy':
        return { title: t('readiness.microphoneBusyTitle'), advice: t('readiness.microphoneBusyAdvice') };
    }
  }
}
