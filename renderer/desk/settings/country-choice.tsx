// The country whose numbers are written without a country code.
import { getCountries } from 'libphonenumber-js/min';
import { useMemo } from 'react';
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  Text,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { classes } from '../../ui/classes.ts';
import { Icon } from '../../ui/icons.tsx';
import sheet from './settings.module.css';

const css = classes(sheet);

export interface CountryChoiceProps {
  /** ISO 3166-1 alpha-2. */
  country: string;
  onChoose: (country: string) => void;
}

export function CountryChoice({ country, onChoose }: CountryChoiceProps) {
  const { t, i18n } = useTranslation();
  const countries = useMemo(() => countriesByName(i18n.language), [i18n.language]);
  return (
    <Select
      className={css('row')}
      value={country}
      onChange={(chosen) => {
        if (typeof chosen === 'string') onChoose(chosen);
      }}
    >
      <div className={css('labels')}>
        <Label>{t('settings.country')}</Label>
        <Text slot="description" className={css('hint')}>
          {t('settings.countryHint')}
        </Text>
      </div>
      <Button className={css('select')}>
        <SelectValue className={css('selected')} />
        <Icon name="chevron" size={12} />
      </Button>
      <Popover className={css('popover')} placement="bottom end">
        <ListBox className={css('options')} items={countries}>
          {({ id, name }) => (
            <ListBoxItem id={id} textValue={name} className={css('option')}>
              {name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

function countriesByName(language: string): { id: string; name: string }[] {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  return getCountries()
    .map((id) => ({ id, name: names.of(id) ?? id }))
    .sort((one, other) => one.name.localeCompare(other.name, language));
}
