// English: what went wrong and what to do about it, one entry for each reason in app/failure.ts.
export const failure = {
  'bad-input': {
    title: 'A field is too long, or not in the form expected',
    advice: 'Check what you entered, then try again.',
  },
  'wrong-credentials': {
    title: 'App ID and App secret do not match',
    advice: 'Check both for missing characters. Your admin can find them with the app in Exotel.',
  },
  'token-expired': {
    title: 'Your sign-in has expired',
    advice: 'Sign in again to get calls.',
  },
  'unknown-agent': {
    title: 'Exotel does not know this user ID',
    advice: 'Check it letter by letter. If it is right, ask your admin to add you to the app.',
  },
  'agent-inactive': {
    title: 'Your Exotel user is inactive',
    advice: 'Ask your admin to activate you in Exotel, then sign in again.',
  },
  'sign-in-doubted': {
    title: 'Exotel says you are no longer signed in',
    advice:
      'Your line stays up, and Offhook keeps checking. If Exotel says so for 20 minutes, you are signed out.',
  },
  'trial-account': {
    title: 'This Exotel account is still on trial',
    advice: 'Calls to a desktop need a full account. Ask your admin to complete verification with Exotel.',
  },
  'voip-not-enabled': {
    title: 'Calls on the desktop are not enabled for you',
    advice: 'Exotel has given you no SIP login yet. Ask your admin to have VoIP enabled for you.',
  },
  'sip-secret-masked': {
    title: 'Exotel hides your SIP password from this app',
    advice: 'Ask your admin to let this app read SIP passwords, then sign in again.',
  },
  'no-network': {
    title: 'No connection to the internet',
    advice: 'Check the cable, Wi-Fi or VPN. Offhook reconnects by itself.',
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
    title: 'Exotel refused',
    advice: 'Send this request ID to Exotel support.',
    adviceWithoutId: 'Try again. If it happens again, tell your admin.',
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
  'keyring-silent': {
    title: 'The keyring does not answer',
    advice: 'It may be waiting for its password. You can also keep your sign-in in memory until you quit.',
  },
  'no-such-account': {
    title: 'This account is no longer kept here',
    advice: 'Sign in with App ID and App secret again.',
  },
  'device-missing': {
    title: 'You have no such device',
    advice: 'Ask your admin to add it for you in Exotel.',
  },
  'device-conflict': {
    title: 'Your device was changed elsewhere',
    advice: 'See where calls go now, then choose again if you still want to.',
  },
  'device-not-changed': {
    title: 'Your device was not switched',
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
    title: 'Another program uses the microphone',
    advice: 'Close the other call or recording, then try again.',
  },
  'in-call': {
    title: 'You are on a call',
    advice: 'Finish it first, then sign out.',
  },
  'no-such-call': {
    title: 'The call is already over',
    advice: 'There is nothing more to do.',
  },
  'call-not-ringing': {
    title: 'The call no longer rings',
    advice: 'It was answered or ended a moment ago.',
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
    title: 'Your call list can’t be saved',
    advice:
      'Calls work, and are saved as soon as it is possible. Free some disk space, or close the program that uses Offhook’s files.',
  },
  internal: {
    title: 'Something went wrong inside Offhook',
    advice: 'Try again. If it happens again, quit and start Offhook.',
  },
} as const;
