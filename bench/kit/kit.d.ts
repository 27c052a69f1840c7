// What the page uses of the vendor's kit, which is installed only where it is measured.
declare module '@exotel-npm-dev/exotel-ip-calling-crm-websdk' {
  interface WebPhone {
    AcceptCall(): void;
    HangupCall(): void;
  }
  export class ExotelCRMWebSDK {
    constructor(accessToken: string, agentUserId: string, autoConnect: boolean);
    /** Undefined when the kit could not start; it throws nothing. */
    Initialize(
      onCall: (event: string) => void,
      onLine: (event: string) => void,
      onSession: (event: string) => void,
    ): Promise<WebPhone | undefined>;
  }
}
