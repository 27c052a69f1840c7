// English: the words of the inbound-call popup.
export const popup = {
  title: 'Incoming call',
  withheld: 'Number withheld',
  called: 'to {{number}}',
  rungFor: 'Ringing for {{time}}',
  answer: 'Answer',
  decline: 'Decline',
  answering: 'Answering…',
  declining: 'Declining…',
  answerLabel: 'Answer the call from {{caller}}',
  declineLabel: 'Decline the call from {{caller}}',
  openDesk: 'Open Offhook to see this call',
  announce: 'Incoming call from {{caller}}. {{keys}} answers.',
  failed: 'That did not work. Open Offhook to see this call.',
} as const;
