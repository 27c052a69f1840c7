// Which device the vendor rings, read from the mapping alone.
import { describe, expect, it } from 'vitest';
import { effectiveDevice } from '../../../app/device/device.ts';

const ids = { phoneDeviceId: '1057', sipDeviceId: '9012' };

describe('the device in force', () => {
  it.each([
    ['9012', 'sip'],
    ['1057', 'phone'],
    ['', 'off'],
    ['0', 'off'],
    ['777', 'unknown'],
  ] as const)('active %j is %s', (activeDeviceId, effective) => {
    expect(effectiveDevice({ ...ids, activeDeviceId })).toBe(effective);
  });

  it('is off, never sip, when nothing is active and the agent has no web device', () => {
    expect(effectiveDevice({ activeDeviceId: '', phoneDeviceId: '', sipDeviceId: '' })).toBe('off');
  });
});
