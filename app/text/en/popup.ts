// English: the words of the popup.
import { withheld } from './shared.ts';

export const popup = {
  title: 'Incoming call',
  withheld,
  called: 'to {{number}}',
  rungFor: 'Ringing for {{time}}',
  answer: 'Answer',
  decline: 'Decline',
  answering: 'Answering…',
  declining: 'Declining…',
  hangUp: 'Hang up',
  actionLabel: '{{action}}, {{caller}}',
  openDesk: 'Open Offhook to see this call',
  announce: 'Incoming call from {{caller}}. {{keys}} answers.',
  announceTo: 'Incoming call from {{caller}} to {{called}}. {{keys}} answers.',
  failed: {
    answer: 'Couldn’t answer: {{why}}',
    decline: 'Couldn’t decline: {{why}}',
    hangUp: 'Couldn’t hang up: {{why}}',
  },
} as const;
