// English: what the desktop around the windows says: tray, notifications.
export const os = {
  tray: {
    tip: 'Offhook: {{state}}',
    state: {
      off: 'signed out',
      offline: 'no network',
      connecting: 'connecting',
      refused: 'the line was refused',
      ready: 'ready for calls',
      phone: 'calls go to your phone',
      'device-off': 'calls are off',
      ringing: '{{caller}} is calling',
      'in-call': 'in a call with {{caller}}',
    },
    open: 'Open Offhook',
    answer: 'Answer',
    decline: 'Decline',
    'hang-up': 'Hang up',
    device: {
      sip: 'Calls ring here',
      phone: 'Calls ring my phone',
      off: 'Calls off',
    },
    'sign-out': 'Sign out',
    quit: 'Quit Offhook',
  },
  notification: {
    ringing: '{{caller}} is calling',
    'ringing-number': '{{number}}, to {{called}}',
    'ringing-to': 'To {{called}}',
    answer: 'Answer',
    decline: 'Decline',
    missed: 'Missed call from {{caller}}',
  },
  'unknown-caller': 'Unknown caller',
} as const;
