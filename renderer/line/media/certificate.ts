// DTLS certificates made before they are needed, one for each call.

/** Making a key takes tens of milliseconds, which nobody should wait for after the choice to answer. */
export class Certificates {
  #spare: Promise<RTCCertificate | null> = make();

  /** A fresh certificate; the next one is made meanwhile. Null leaves it to the connection to make one. */
  async take(): Promise<RTCCertificate | null> {
    const spare = this.#spare;
    this.#spare = make();
    const certificate = await spare;
    return certificate !== null && certificate.expires > Date.now() + 86_400_000 ? certificate : null;
  }
}

async function make(): Promise<RTCCertificate | null> {
  try {
    return await RTCPeerConnection.generateCertificate({
      name: 'ECDSA',
      namedCurve: 'P-256',
    } as EcKeyGenParams);
  } catch {
    return null;
  }
}
