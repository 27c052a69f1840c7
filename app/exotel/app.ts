// The vendor's app and its settings.
import { OffhookError } from '../failure.ts';
import { anyCase, field, isRecord, readBy, wireFlag, wireText } from './wire.ts';

const wireApp = anyCase({
  AppID: wireText,
  CustomerID: wireText,
  AppName: wireText,
  ExotelAccountSid: wireText,
  ExotelDomain: wireText,
  IsActive: wireFlag,
});

/** An app (facts.md §1.5), without its secret. What the vendor left out is "". */
export interface App {
  appId: string;
  customerId: string;
  name: string;
  accountSid: string;
  domain: string;
  isActive: boolean;
}

/** @throws OffhookError `unreadable-reply` */
export function readApp(data: unknown): App {
  const app = readBy(wireApp, Array.isArray(data) ? data[0] : data);
  if (app.AppID === '') throw new OffhookError('unreadable-reply');
  return {
    appId: app.AppID,
    customerId: app.CustomerID,
    name: app.AppName,
    accountSid: app.ExotelAccountSid,
    domain: app.ExotelDomain,
    isActive: app.IsActive ?? true,
  };
}

/** One setting of an app: a key and its text (facts.md §1.6). */
export interface AppSetting {
  key: string;
  value: string;
}

/**
 * An app's settings, whether `Data` is a list, one item, or nothing; the item's fields in both namings.
 *
 * @throws OffhookError `unreadable-reply`
 */
export function readAppSettings(data: unknown): AppSetting[] {
  if (data === null || data === undefined) return [];
  return (Array.isArray(data) ? data : [data]).map((item) => {
    if (!isRecord(item)) throw new OffhookError('unreadable-reply');
    const key = readBy(wireText, field(item, 'Key', 'SettingKey'));
    if (key === '') throw new OffhookError('unreadable-reply');
    const value = field(item, 'Value', 'SettingVal', 'SettingValue');
    return { key, value: typeof value === 'boolean' ? String(value) : readBy(wireText, value) };
  });
}
