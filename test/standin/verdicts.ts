// Answers what a page asks before it does something: by the app's handlers, its request filter and the system.
import { originOf, toPage } from './address.ts';
import { browser } from './browser.ts';
import { hearsMicrophone } from './microphone.ts';
import type { Question, Verdict } from './page/asking.ts';
import type { Asker } from './permissions.ts';
import type { Session } from './session.ts';
import { socketFacts } from './web-request.ts';

/** @param contents of the page that asks, with the address it has now */
export async function judge(
  session: Session,
  contents: Electron.WebContents,
  question: Question,
): Promise<Verdict> {
  const origin = originOf(contents.getURL());
  const asker: Asker = {
    browser: browser(),
    contents,
    origin,
    pageOrigin: originOf(toPage(contents.getURL())),
  };
  switch (question.kind) {
    case 'capture':
      return judgeCapture(session, asker, question);
    case 'check':
    case 'request':
      return verdict(await session.permissions.use(asker, question.kind, question.name));
    case 'socket':
      return judgeSocket(session, asker, question.url);
  }
}

async function judgeCapture(
  { permissions }: Session,
  asker: Asker,
  { audio, video }: { audio: boolean; video: boolean },
): Promise<Verdict> {
  const wanted = [...(audio ? (['audio'] as const) : []), ...(video ? (['video'] as const) : [])];
  const system = audio ? hearsMicrophone() : 'granted';
  // What the system refuses, Electron refuses (electron#42899), and asks nobody.
  if (system === 'denied') {
    await permissions.setCapture(asker, []);
    return 'denied';
  }
  return (await permissions.capture(asker, wanted)) ? system : 'denied';
}

async function judgeSocket(session: Session, asker: Asker, url: string): Promise<Verdict> {
  const near = nearness(new URL(url).hostname);
  // Since Electron 43 a page must be permitted to talk to its own machine or network.
  if (near !== null && !(await session.permissions.request(asker, near, undefined))) return 'denied';
  const answer = await session.webRequest.before(socketFacts(url, asker.contents.id));
  return verdict(answer.cancel !== true);
}

function nearness(host: string): 'loopback-network' | 'local-network' | null {
  if (host === 'localhost' || host === '[::1]' || host.startsWith('127.')) return 'loopback-network';
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|\[f[cd])/.test(host)
    ? 'local-network'
    : null;
}

function verdict(granted: boolean): Verdict {
  return granted ? 'granted' : 'denied';
}
