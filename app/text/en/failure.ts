// English: what went wrong and what to do about it, one entry for each reason in app/failure.ts.
export const failure = {
  'bad-input': {
    title: 'Something in the form cannot be used',
    advice: 'Check the marked fields and try again.',
  },
  'wrong-credentials': {
    title: 'App ID and App secret do not match',
    advice: 'Check both for missing characters. Your admin can find them with the app in Exotel.',
  },
  'token-expired': {
    title: 'Your sign-in has run out',
    advice: 'Sign in again to go on taking calls.',
  },
  'unknown-agent': {
    title: 'This app has no such agent',
    advice: 'Check the user ID, letter by letter. If it is right, ask your admin to add you to the app.',
  },
  'agent-inactive': {
    title: 'This agent is switched off',
    advice: 'Ask your admin to activate you in Exotel, then sign in again.',
  },
  'trial-account': {
    title: 'This Exotel account is still on trial',
    advice: 'Calls to a desktop need a full account. Ask your admin to complete verification with Exotel.',
  },
  'voip-not-enabled': {
    title: 'Calling over the internet is not enabled for you',
    advice: 'Exotel has given you no SIP login yet. Ask your admin to have VoIP enabled for your agent.',
  },
  'sip-secret-masked': {
    title: 'Exotel hides your SIP password from this app',
    advice: 'Ask your admin to let this app read SIP passwords, then sign in again.',
  },
  'no-network': {
    title: 'No connection to the internet',
    advice: 'Check the cable, Wi-Fi or VPN. Offhook goes on by itself when it is back.',
  },
  'timed-out': {
    title: 'Exotel took too long to reply',
    advice: 'Try again in a moment. If it keeps happening, check your network or proxy.',
  },
  'rate-limited': {
    title: 'Too many requests to Exotel',
    advice: 'Wait a minute, then try again.',
  },
  'service-unavailable': {
    title: 'Exotel is not answering right now',
    advice: 'The fault is on their side. Try again in a few minutes.',
  },
  'service-refused': {
    title: 'Exotel refused the request',
    advice: 'What Exotel said is below. Give the request ID to their support if it makes no sense to you.',
  },
  'unreadable-reply': {
    title: 'The reply was not from Exotel',
    advice: 'A proxy or sign-in page of your network may be in the way. Check the addresses, then try again.',
  },
  'keyring-unavailable': {
    title: 'This desktop has no keyring',
    advice: 'Offhook keeps secrets only in the keyring. Start one, or keep them in memory until you quit.',
  },
  'keyring-locked': {
    title: 'The keyring is locked',
    advice: 'Unlock it, then try again. Your call, if you have one, is not affected.',
  },
  'no-such-account': {
    title: 'This account is no longer kept here',
    advice: 'Sign in with App ID and App secret again.',
  },
  'device-missing': {
    title: 'You have no such device',
    advice: 'Ask your admin to add it to your agent in Exotel.',
  },
  'device-conflict': {
    title: 'Your device was changed somewhere else',
    advice: 'Look at what is in force now, then choose again if you still want to.',
  },
  'device-not-changed': {
    title: 'The device was not switched',
    advice: 'Calls still go where they went before. Try again.',
  },
  'microphone-denied': {
    title: 'Offhook may not use the microphone',
    advice: 'Allow the microphone for Offhook in the privacy settings of your system.',
  },
  'microphone-missing': {
    title: 'No microphone found',
    advice: 'Plug in your headset, then answer the next call.',
  },
  'microphone-busy': {
    title: 'Another program holds the microphone',
    advice: 'Close the other call or recording, then try again.',
  },
  'no-such-call': {
    title: 'That call is already over',
    advice: 'Nothing more to do.',
  },
  'call-not-ringing': {
    title: 'That call no longer rings',
    advice: 'It was answered or ended a moment before.',
  },
  'not-signed-in': {
    title: 'You are not signed in',
    advice: 'Sign in first.',
  },
  'calls-set-aside': {
    title: 'The call list could not be read',
    advice: 'A new one was begun and the old file kept beside it. Give that file to your admin.',
  },
  'calls-not-kept': {
    title: 'Calls cannot be kept on this computer',
    advice: 'Calls work, but the list is lost when Offhook quits. Free some disk space, then start it again.',
  },
  internal: {
    title: 'Something went wrong inside Offhook',
    advice: 'Try again. If it stays, quit and start Offhook again.',
  },
} as const;
