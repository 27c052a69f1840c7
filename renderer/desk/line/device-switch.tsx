// Where calls ring: this desktop, the agent's phone, or neither. Shows what is in force and what is asked.
import { useTranslation } from 'react-i18next';
import { isLive } from '../../../app/calls/call.ts';
import type { DeviceChoice, DeviceState } from '../../../app/device/device.ts';
import { classes } from '../../ui/classes.ts';
import { Flyout } from '../../ui/flyout.tsx';
import { Icon } from '../../ui/icons.tsx';
import { type Segment, Segments } from '../../ui/segments.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { useCommands, useDeskView } from '../desk-context.tsx';
import sheet from './device-switch.module.css';

const css = classes(sheet);

/** Segments in a wide window, in a narrow one the same under a button that shows what is in force. */
export function DeviceSwitch() {
  const { t } = useTranslation();
  const { effective, wanted, readAt } = useDeskView((view) => view.desk.device);
  const now = readAt === null ? t('device.reading') : t(`device.${effective}`);
  return (
    <div className={css('device')} data-effective={effective} data-wanted={wanted ?? ''}>
      <div className={css('beside')}>
        <DeviceSegments />
      </div>
      <Flyout
        name={`${t('device.label')}: ${wanted === null ? now : t('device.pending')}`}
        className={css('menu')}
        trigger={
          <>
            {wanted === null ? markInForce(effective) : <StatusMark tone="busy" size={10} />}
            <span className={css('word')}>{wanted === null ? now : t('device.pending')}</span>
            <Icon name="chevron" size={12} />
          </>
        }
      >
        <DeviceSegments />
      </Flyout>
      <p className="only-heard" role="status">
        {wanted === null ? null : t('device.wanted', { choice: t(`device.${wanted}`), now })}
      </p>
    </div>
  );
}

function DeviceSegments() {
  const { t } = useTranslation();
  const device = useDeskView((view) => view.desk.device);
  const isAsked = useDeskView((view) => view.underWay.has('choose-device'));
  const isInCall = useDeskView((view) => view.desk.calls.some(isLive));
  const commands = useCommands();
  const { effective, wanted, readAt } = device;
  const isReading = readAt === null;
  const inForce = effective === 'unknown' ? null : effective;
  return (
    <>
      {isInCall && wanted !== null ? <p className={css('next')}>{t('device.fromNext')}</p> : null}
      <Segments
        label={t('device.label')}
        segments={segments()}
        selected={wanted ?? inForce}
        isDisabled={isReading || isAsked || wanted !== null}
        onChoose={(choice) => void commands.chooseDevice(choice)}
      />
    </>
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

  function mark(choice: DeviceChoice) {
    if (wanted === choice && wanted !== effective) return <StatusMark tone="busy" size={10} />;
    return effective === choice ? markInForce(choice) : null;
  }
}

/** In force: a full disc, or a ring for off. Asked for: a ring that turns. */
function markInForce(effective: DeviceState['effective']) {
  return <StatusMark tone={effective === 'sip' || effective === 'phone' ? 'good' : 'off'} size={10} />;
}
