// Says when there is no keyring, and what the agent can choose then.
import { useTranslation } from 'react-i18next';
import { Bar } from '../../ui/bar.tsx';
import { Button } from '../../ui/button.tsx';
import { useCommands, useDeskView } from '../desk-context.tsx';

export function SecretStoreBar() {
  const { t } = useTranslation(['desk', 'failure']);
  const { kind, failure } = useDeskView((view) => view.desk.secretStore);
  const isAsked = useDeskView((view) => view.underWay.has('use-memory'));
  const commands = useCommands();
  if (kind === 'keyring') return null;
  if (kind === 'memory') return <Bar tone="info" title={t('secrets.memoryHint')} />;
  const isLocked = failure?.reason === 'keyring-locked';
  return (
    <Bar
      tone="warn"
      title={isLocked ? t('failure:keyring-locked.title') : t('secrets.unavailableTitle')}
      advice={isLocked ? t('failure:keyring-locked.advice') : t('secrets.unavailableAdvice')}
      actions={
        <Button isDisabled={isAsked} onPress={() => void commands.keepInMemory()}>
          {t('secrets.useMemory')}
        </Button>
      }
    />
  );
}
