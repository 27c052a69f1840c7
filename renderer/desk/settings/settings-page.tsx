// Settings: how it looks and sounds, how numbers are read, and who is signed in.
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agent } from '../../../app/account/account.ts';
import { classes } from '../../ui/classes.ts';
import { Segments } from '../../ui/segments.tsx';
import { useCommands, useDeskView } from '../desk-context.tsx';
import { AccountSection } from './account-section.tsx';
import { CountryChoice } from './country-choice.tsx';
import { RingVolume } from './ring-volume.tsx';
import sheet from './settings.module.css';

const css = classes(sheet);

export function SettingsPage({ agent }: { agent: Agent }) {
  const { t } = useTranslation();
  const commands = useCommands();
  const settings = useDeskView((view) => view.desk.settings);
  const hasTray = useDeskView((view) => view.desk.hasTray);
  const themes = (['system', 'light', 'dark'] as const).map((id) => ({
    id,
    label: t(`settings.themes.${id}`),
  }));
  return (
    <div className={css('page')}>
      <h1 className={css('title')}>{t('settings.title')}</h1>
      <Group title={t('settings.appearance')}>
        <div className={css('row')}>
          <span>{t('settings.theme')}</span>
          <Segments
            label={t('settings.theme')}
            segments={themes}
            selected={settings.theme}
            onChoose={(theme) => void commands.changeSettings({ theme })}
          />
        </div>
        <CountryChoice
          country={settings.country}
          onChoose={(country) => void commands.changeSettings({ country })}
        />
      </Group>
      <Group title={t('settings.sound')}>
        <RingVolume
          volume={settings.ringVolume}
          onChoose={(ringVolume) => void commands.changeSettings({ ringVolume })}
        />
      </Group>
      <Group title={t('settings.account')}>
        <AccountSection agent={agent} />
      </Group>
      <p className={css('hint')}>{t(hasTray ? 'settings.closing' : 'settings.closingNoTray')}</p>
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={css('group')} aria-labelledby={id}>
      <h2 id={id} className={css('groupTitle')}>
        {title}
      </h2>
      {children}
    </section>
  );
}
