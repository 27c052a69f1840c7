// The SIP methods that this phone answers, as it tells everyone.
import { AllowedMethods } from 'sip.js/lib/core/user-agent-core/allowed-methods.js';

export const methods = ['ACK', 'BYE', 'CANCEL', 'INFO', 'INVITE', 'MESSAGE', 'NOTIFY', 'OPTIONS', 'REFER'];

// sip.js would claim PRACK too, and throw at the first; without it there it says 405 (RFC 3261 §8.2.1).
AllowedMethods.splice(0, AllowedMethods.length, ...methods);
