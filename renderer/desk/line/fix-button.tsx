// One press that mends what keeps calls from reaching the agent.
import { useTranslation } from 'react-i18next';
import type { Fix } from '../../../app/readiness/readiness.ts';
import { Button } from '../../ui/button.tsx';
import { useCommands, useDeskView } from '../desk-context.tsx';

export function FixButton({ fix }: { fix: Fix }) {
  const { t } = useTranslation();
  const commands = useCommands();
  const underWay = useDeskView((view) => view.underWay);
  switch (fix) {
    case 'try-line':
      return (
        <Button isPending={underWay.has('reconnect')} onPress={() => void commands.reconnect()}>
          {t('readiness.tryNow')}
        </Button>
      );
    case 'ring-desktop':
    case 'ring-phone':
      return (
        <Button
          isPending={underWay.has('choose-device')}
          onPress={() => void commands.chooseDevice(fix === 'ring-phone' ? 'phone' : 'sip')}
        >
          {t(fix === 'ring-phone' ? 'readiness.ringPhone' : 'readiness.ringDesktop')}
        </Button>
      );
  }
}
