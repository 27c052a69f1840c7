// Where calls ring: this desktop, the agent's phone, or neither. Shows what is in force and what is asked.
import { useTranslation } from 'react-i18next';
import type { DeviceChoice, DeviceState } from '../../../app/device/device.ts';
import { classes } from '../../ui/classes.ts';
import { type Segment, Segments } from '../../ui/segments.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { useCommands, useDeskView } from '../desk-context.tsx';
import sheet from './device-switch.module.css';

const css = classes(sheet);

export function DeviceSwitch() {
  const { t } = useTranslation();
  const device = useDeskView((view) => view.desk.device);
  const isAsked = useDeskView((view) => view.underWay.has('choose-device'));
  const commands = useCommands();
  const { effective, wanted, readAt } = device;
  const isReading = readAt === null;
  const inForce = effective === 'unknown' ? null : effective;

  return (
    <div className={css('device')} data-effective={effective} data-wanted={wanted ?? ''}>
      <Segments
        label={t('device.label')}
        segments={segments()}
        selected={wanted ?? inForce}
        isDisabled={isReading || isAsked || wanted !== null}
        onChoose={(choice) => void commands.chooseDevice(choice)}
      />
      <p className="only-heard" role="status">
        {wanted === null
          ? null
          : t('device.wanted', { choice: t(`device.${wanted}`), now: nameOf(effective) })}
      </p>
    </div>
  );

  function segments(): Segment<DeviceChoice>[] {
    return [
      {
        id: 'sip',
        label: t('device.sip'),
        mark: mark('sip'),
        disabledBecause: missing(device.hasSip, 'noSip'),
      },
      {
        id: 'phone',
        label: t('device.phone'),
        note: device.phoneNumber,
        mark: mark('phone'),
        disabledBecause: missing(device.hasPhone, 'noPhone'),
      },
      { id: 'off', label: t('device.off'), mark: mark('off') },
    ];
  }

  function missing(has: boolean, why: 'noSip' | 'noPhone'): string | null {
    return has || isReading ? null : t(`device.${why}`);
  }

  /** In force: a full disc, or a ring for off. Asked for: a ring that turns. */
  function mark(choice: DeviceChoice) {
    if (wanted === choice && wanted !== effective) return <StatusMark tone="busy" size={10} />;
    if (effective === choice) return <StatusMark tone={choice === 'off' ? 'off' : 'good'} size={10} />;
    return null;
  }

  function nameOf(choice: DeviceState['effective']): string {
    return t(`device.${choice}`);
  }
}
