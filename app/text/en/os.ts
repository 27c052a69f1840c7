// English: what the desktop around the windows says: tray, notifications, dialogs.
import { withheld } from './shared.ts';

export const os = {
  tray: {
    tip: 'Offhook: {{state}}',
    state: {
      'signed-out': 'signed out',
      starting: 'connecting',
      ready: 'ready for calls',
      offline: 'not ready: no network',
      phone: 'calls go to your phone',
      off: 'calls are off',
      'unknown-device': 'not ready: calls go to another device',
      'no-desktop': 'not ready: you have no desktop device',
      reading: 'connecting',
      switching: 'switching your device',
      connecting: 'connecting',
      disconnected: 'disconnected, trying again',
      refused: 'not connected: Exotel refused',
      'microphone-denied': 'not ready: the microphone is not allowed',
      'microphone-missing': 'not ready: no microphone',
      'microphone-busy': 'not ready: another program holds the microphone',
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
    line: {
      refused: {
        title: 'Not connected: Exotel refused',
        advice: 'Calls can’t reach you. Open Offhook to see why.',
      },
      offline: { title: 'Calls can’t reach you', advice: 'This computer has no network.' },
      disconnected: {
        title: 'Calls can’t reach you',
        advice: 'Disconnected from Exotel. It is tried again by itself.',
      },
    },
  },
  menu: { view: 'View', window: 'Window' },
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
