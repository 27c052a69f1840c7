// The sign-in form: what it lets through to main, and what it says of each field.
import { expect, test } from 'vitest';
import { mumbai } from '../../../app/account/account.ts';
import { readForm, regionOf } from '../../../renderer/desk/sign-in/form.ts';

const typed = { region: mumbai, appId: ' app ', appSecret: 'secret', userId: 'a+b@c.in' };

test('a full form goes to main, without stray blanks', () => {
  expect(readForm(typed)).toEqual({ form: { ...typed, appId: 'app' } });
});

test('every field that cannot be used is named with its own reason', () => {
  const region = regionOf({
    apiBase: 'http://calls.example',
    sipUrl: 'https://calls.example',
    sipDomain: 'a b',
    stunServer: 'turn:x',
  });
  expect(readForm({ region, appId: '', appSecret: '  ', userId: 'x'.repeat(400) })).toEqual({
    invalid: {
      apiBase: 'not-https',
      sipUrl: 'not-wss',
      sipDomain: 'not-a-domain',
      stunServer: 'not-stun',
      appId: 'required',
      appSecret: 'required',
      userId: 'too-long',
    },
  });
});

test('an emptied address is asked for, and an emptied STUN server is allowed', () => {
  expect(readForm({ ...typed, region: { ...mumbai, apiBase: '' } })).toEqual({
    invalid: { apiBase: 'required' },
  });
  expect(readForm({ ...typed, region: { ...mumbai, stunServer: '' } })).toHaveProperty('form');
});

test('edited addresses are a region of their own, and Mumbai’s are Mumbai', () => {
  expect(regionOf(mumbai).name).toBe('mumbai');
  expect(regionOf({ ...mumbai, stunServer: '' }).name).toBe('custom');
});
