// English: what the desktop around the windows says: tray, notifications, dialogs.
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
  quit: {
    'question-ringing': 'A call is ringing: {{caller}}. Quit?',
    'question-talking': 'You are on a call: {{caller}}. Quit?',
    'lost-ringing': 'The caller hears that you are busy. After that, calls can’t reach this desktop.',
    'lost-talking': 'The call is hung up. After that, calls can’t reach this desktop.',
    'agree-ringing': 'Decline and quit',
    'agree-talking': 'Hang up and quit',
    cancel: 'Cancel',
  },
  'not-started': {
    title: 'Offhook could not start',
    advice:
      'Start it again. If that does not help, install it anew, or give your admin this text and the log:',
  },
} as const;
