// The signed-in window: rail and status bar, call dock, notice and the open page. Only the page scrolls.
import { useCallback, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Agent } from '../../app/account/account.ts';
import { classes } from '../ui/classes.ts';
import { Icon, type IconName } from '../ui/icons.tsx';
import { CallDock } from './call/call-dock.tsx';
import { useDeskView } from './desk-context.tsx';
import sheet from './frame.module.css';
import { KeyHelp } from './keys/key-help.tsx';
import { DeviceSwitch } from './line/device-switch.tsx';
import { Lamp } from './line/lamp.tsx';
import { mainId } from './main-id.ts';
import { Notices } from './notices.tsx';
import { RecentCalls } from './recent/recent-calls.tsx';
import { SettingsPage } from './settings/settings-page.tsx';

const css = classes(sheet);

type Page = 'calls' | 'settings';

export function Frame({ agent }: { agent: Agent }) {
  const { t } = useTranslation();
  const [page, setPage] = useState<Page>('calls');
  const isInMemory = useDeskView((view) => view.desk.secretStore.kind === 'memory');
  const [isHelpOpen, setHelpOpen] = useState(false);
  const openHelp = useCallback((isOpen: boolean) => setHelpOpen(isOpen), []);
  return (
    <div className={css('frame')}>
      <nav className={css('rail')} aria-label={t('rail.label')}>
        <RailButton
          icon="phone"
          label={t('rail.calls')}
          isOpen={page === 'calls'}
          onPress={() => setPage('calls')}
        />
        <RailButton
          icon="gear"
          label={t('rail.settings')}
          isOpen={page === 'settings'}
          onPress={() => setPage('settings')}
        />
        <div className={css('space')} />
        <RailButton icon="keys" label={t('rail.keys')} isOpen={false} onPress={() => setHelpOpen(true)} />
      </nav>
      <header className={css('status')}>
        <p className={css('agent')}>
          <bdi title={agent.userId}>{agent.name === '' ? agent.userId : agent.name}</bdi>
          {agent.virtualNumber === '' ? null : <span className={css('number')}>{agent.virtualNumber}</span>}
        </p>
        <Lamp />
        <DeviceSwitch />
      </header>
      <CallDock />
      <Notices />
      <main id={mainId} className={css('main')} tabIndex={-1}>
        {page === 'calls' ? <RecentCalls /> : <SettingsPage agent={agent} />}
        {isInMemory ? <p className={css('memory')}>{t('secrets.memoryHint')}</p> : null}
      </main>
      <KeyHelp isOpen={isHelpOpen} onOpenChange={openHelp} />
    </div>
  );
}

interface RailButtonProps {
  icon: IconName;
  label: string;
  isOpen: boolean;
  onPress: () => void;
}

function RailButton({ icon, label, isOpen, onPress }: RailButtonProps) {
  return (
    <AriaButton
      className={css('item')}
      onPress={onPress}
      {...(isOpen ? { 'aria-current': 'page' as const } : {})}
    >
      <Icon name={icon} size={20} />
      <span className={css('label')}>{label}</span>
    </AriaButton>
  );
}
