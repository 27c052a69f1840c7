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
  // Where there is none the advice is longer: what can be done about it.
  const reason = failure === null || failure.reason === 'keyring-unavailable' ? null : failure.reason;
  return (
    <Bar
      tone="warn"
      title={t(reason === null ? 'secrets.unavailableTitle' : `failure:${reason}.title`)}
      advice={t(reason === null ? 'secrets.unavailableAdvice' : `failure:${reason}.advice`)}
      actions={
        <Button isDisabled={isAsked} onPress={() => void commands.keepInMemory()}>
          {t('secrets.useMemory')}
        </Button>
      }
    />
  );
}
