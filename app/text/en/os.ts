// English: what the desktop around the windows says: tray, notifications.
import { withheld } from './shared.ts';

export const os = {
  tray: {
    tip: 'Offhook: {{state}}',
    state: {
      off: 'signed out',
      offline: 'no network',
      connecting: 'connecting',
      refused: 'not connected, Exotel refused',
      ready: 'ready for calls',
      phone: 'calls go to your phone',
      'device-off': 'you won’t get calls',
      ringing: 'incoming call, {{caller}}',
      'in-call': 'on a call, {{caller}}',
    },
    open: 'Open Offhook',
    answer: 'Answer',
    decline: 'Decline',
    'hang-up': 'Hang up',
    device: {
      sip: 'Calls ring this desktop',
      phone: 'Calls ring my phone',
      off: 'Calls off',
    },
    'sign-out': 'Sign out',
    quit: 'Quit Offhook',
  },
  notification: {
    ringing: 'Incoming call: {{caller}}',
    'ringing-number': '{{number}}, to {{called}}',
    'ringing-to': 'To {{called}}',
    answer: 'Answer',
    decline: 'Decline',
    missed: 'Missed call: {{caller}}',
  },
  withheld,
} as const;
