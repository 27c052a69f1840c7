// The question before a quit that would lose a call: a dialog that names who is on it.
import type { BrowserWindow, Dialog, MessageBoxOptions } from 'electron';
import type { i18n } from 'i18next';
import { type Call, isRinging } from '../../app/calls/call.ts';
import { callerName } from './caller-name.ts';

export interface QuitQuestionOptions {
  dialog: Pick<Dialog, 'showMessageBox'>;
  t: i18n['t'];
  /**
   * The window the question belongs to; null while there is none. On macOS a question without one stops main
   * until it is answered (electron.d.ts, MessageBoxOptions.signal).
   */
  window: () => BrowserWindow | null;
}

/** True when the agent agrees to lose `call`. Whatever else they do with the dialog keeps it. */
export async function askToQuit(call: Call, { dialog, t, window }: QuitQuestionOptions): Promise<boolean> {
  const phase = isRinging(call) ? 'ringing' : 'talking';
  const caller = callerName(call.caller) ?? t('os:withheld');
  const question: MessageBoxOptions = {
    type: 'warning',
    title: 'Offhook',
    message: t(`os:quit.question-${phase}`, { caller }),
    detail: t(`os:quit.lost-${phase}`),
    buttons: [t(`os:quit.agree-${phase}`), t('os:quit.cancel')],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
  const parent = window();
  const answer = await (parent === null
    ? dialog.showMessageBox(question)
    : dialog.showMessageBox(parent, question));
  return answer.response === 0;
}
