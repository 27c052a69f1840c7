// How loud the phone rings. Told to main when the thumb is let go.
import { useEffect, useState } from 'react';
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { classes } from '../../ui/classes.ts';
import sheet from './settings.module.css';

const css = classes(sheet);

export interface RingVolumeProps {
  /** 0 (silent) to 1. */
  volume: number;
  onChoose: (volume: number) => void;
}

export function RingVolume({ volume, onChoose }: RingVolumeProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(volume);
  useEffect(() => setShown(volume), [volume]);
  return (
    <Slider
      className={css('row')}
      minValue={0}
      maxValue={1}
      step={0.05}
      value={shown}
      formatOptions={{ style: 'percent' }}
      onChange={setShown}
      onChangeEnd={onChoose}
    >
      <Label>{t('settings.ringVolume')}</Label>
      <div className={css('slider')}>
        <SliderTrack className={css('track')}>
          {({ state }) => (
            <>
              <div className={css('bar')} />
              <div className={css('filled')} style={{ width: `${state.getThumbPercent(0) * 100}%` }} />
              <SliderThumb className={css('thumb')} />
            </>
          )}
        </SliderTrack>
        <SliderOutput className={css('output')}>
          {({ state }) => (state.getThumbValue(0) === 0 ? t('settings.silent') : state.getThumbValueLabel(0))}
        </SliderOutput>
      </div>
    </Slider>
  );
}
