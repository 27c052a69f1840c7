// What the agent sends inside a call: hang-up, hold, tones (RFC 3261 §12.2.2, §14.2, §15.1.2; RFC 6086).
import type { CallInside } from './call-parts.ts';
import type { Dialog } from './dialog.ts';
import { header, headersOf, type SipRequest, type SipResponse } from './message.ts';
import { allowed, replyTo } from './reply.ts';
import { directionOf } from './sdp.ts';

/** The reply; null for none. Recorded on the call before it is sent. */
export function answerAgent(
  call: CallInside,
  dialog: Dialog,
  request: SipRequest,
): SipResponse | Promise<SipResponse | null> | null {
  if (request.method === 'ACK') return null;
  if (!dialog.receive(request)) return replyTo(request, 500);
  switch (request.method) {
    case 'BYE':
      call.end({ kind: 'ended', outcome: 'completed', by: 'agent', code: null });
      return replyTo(request, 200);
    case 'INVITE':
      return answerReinvite(call, request);
    case 'INFO': {
      const contentType = header(request, 'Content-Type');
      call.events.record({ kind: 'info', contentType, body: request.body });
      return replyTo(request, call.edge.faults.dialog.info);
    }
    case 'OPTIONS':
      return replyTo(request, 200, { headers: headersOf(['Allow', allowed], ['Accept', 'application/sdp']) });
    case 'CANCEL':
      // A re-INVITE is answered at once, so there is never one left to cancel.
      return replyTo(request, 200);
    default:
      return replyTo(request, 405, { headers: headersOf(['Allow', allowed]) });
  }
}

async function answerReinvite(call: CallInside, request: SipRequest): Promise<SipResponse | null> {
  const { edge, parts, events } = call;
  const direction = directionOf(request.body);
  const record = (status: number | null): void => {
    events.record({ kind: 'reinvite', by: 'agent', direction, status });
  };
  const fault = edge.faults.dialog.reinvite;
  if (fault !== null) {
    record(fault === 'none' ? null : fault);
    return fault === 'none' ? null : replyTo(request, fault);
  }
  if (call.reinviting) {
    record(491);
    return replyTo(request, 491);
  }
  try {
    // Without a body the agent asks us to make the offer; its answer then comes in the ACK.
    const body =
      request.body === '' ? await parts.media.offer('sendrecv') : await parts.media.answer(request.body);
    record(200);
    const route = header(request, 'Record-Route');
    return replyTo(request, 200, {
      headers: headersOf(
        ...(route === '' ? [] : ([['Record-Route', route]] as const)),
        ['Contact', '<sip:customer@10.20.0.7:5060>'],
        ['Allow', allowed],
        ['Content-Type', 'application/sdp'],
      ),
      body,
    });
  } catch (error) {
    call.mediaTrouble(error);
    record(488);
    return replyTo(request, 488);
  }
}
