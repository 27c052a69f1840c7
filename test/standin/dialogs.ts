// Dialogs: open until a test answers them, as they would be until a person does.

/** What a test sees of one dialog. */
export interface DialogState {
  kind: 'message' | 'error' | 'open' | 'save';
  options: Partial<Electron.MessageBoxOptions & Electron.OpenDialogOptions> & { content?: string };
  /** Whether it belongs to a window. */
  hasParent: boolean;
  isOpen: boolean;
}

interface Asked extends DialogState {
  close: (answer: object) => void;
}

const asked: Asked[] = [];

/** Shows one; a dialog's window, if it has one, comes before its options. */
function show<T extends object>(
  kind: DialogState['kind'],
  args: readonly unknown[],
  cancelled: T,
): Promise<T> {
  const options = args.at(-1) as DialogState['options'];
  return new Promise((resolve) => {
    const one: Asked = {
      kind,
      options,
      hasParent: args.length > 1,
      isOpen: true,
      close: (answer) => {
        one.isOpen = false;
        resolve({ ...cancelled, ...answer });
      },
    };
    asked.push(one);
    options.signal?.addEventListener('abort', () => one.isOpen && one.close({}));
  });
}

function cannotBlock(name: string): never {
  throw new Error(`not in the stand-in: dialog.${name}, which no test could answer`);
}

export const dialog = {
  showMessageBox: (...args: unknown[]) => {
    const { cancelId = 0 } = args.at(-1) as Electron.MessageBoxOptions;
    return show('message', args, { response: cancelId, checkboxChecked: false });
  },
  showMessageBoxSync: () => cannotBlock('showMessageBoxSync'),
  /** Blocks until a person has read it; here it goes to stderr, as Electron's does where there is no desktop. */
  showErrorBox: (title: string, content: string): void => {
    void show('error', [{ title, content }], {});
    process.stderr.write(`error box: ${title}\n${content}\n`);
  },
  showOpenDialog: (...args: unknown[]) => show('open', args, { canceled: true, filePaths: [] as string[] }),
  showSaveDialog: (...args: unknown[]) => show('save', args, { canceled: true, filePath: '' }),
};

export function dialogs(): DialogState[] {
  return asked.map(({ kind, options, hasParent, isOpen }) => {
    // A signal does not cross to the test.
    const { signal: _signal, ...rest } = options;
    return { kind, options: rest, hasParent, isOpen };
  });
}

/** Answers the dialog opened last: the label of a button of a message, or the fields of any other's answer. */
export function answerDialog(answer: string | object): void {
  const one = asked.findLast(({ isOpen }) => isOpen);
  if (one === undefined) throw new Error('no dialog is open');
  if (typeof answer === 'object') {
    one.close(answer);
    return;
  }
  const response = one.options.buttons?.indexOf(answer) ?? -1;
  if (response < 0) throw new Error(`no button ${answer} in ${one.options.buttons?.join(', ')}`);
  one.close({ response });
}
