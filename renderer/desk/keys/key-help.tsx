// The keys of this window, on one card; opened by its button or by the question mark.
import { useEffect } from 'react';
import { Dialog, Heading, Keyboard, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { callPanelId } from '../call/call-panel.tsx';
import { recentCallsId } from '../recent/recent-calls.tsx';
import sheet from './key-help.module.css';

const css = classes(sheet);

const rows = [
  {
    where: 'anywhere',
    keys: [
      { what: 'answer', press: ['Ctrl', 'Enter'] },
      { what: 'endCall', press: ['Ctrl', 'Backspace'] },
      { what: 'toCall', press: ['F6'] },
      { what: 'toList', press: ['F7'] },
      { what: 'help', press: ['?'] },
    ],
  },
  {
    where: 'inCall',
    keys: [
      { what: 'answer', press: ['A'] },
      { what: 'decline', press: ['D'] },
      { what: 'hangUp', press: ['H'] },
    ],
  },
] as const;

export interface KeyHelpProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

export function KeyHelp({ isOpen, onOpenChange }: KeyHelpProps) {
  const { t } = useTranslation();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      if (event.key === 'F6') focusOn(callPanelId);
      else if (event.key === 'F7') focusOn(recentCallsId);
      else if (event.key === '?' && !isTyping(event.target)) onOpenChange(true);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onOpenChange]);

  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={onOpenChange} isDismissable className={css('overlay')}>
      <Modal className={css('card')}>
        <Dialog className={css('dialog')}>
          <div className={css('head')}>
            <Heading slot="title">{t('keys.title')}</Heading>
            <IconButton icon="cross" label={t('keys.close')} onPress={() => onOpenChange(false)} />
          </div>
          {rows.map(({ where, keys }) => (
            <section key={where}>
              <h3 className={css('where')}>{t(`keys.${where}`)}</h3>
              <dl className={css('keys')}>
                {keys.map(({ what, press }) => (
                  <div key={what}>
                    <dt>{t(`keys.${what}`)}</dt>
                    <dd>
                      {press.map((key) => (
                        <Keyboard key={key} className={css('key')}>
                          {key}
                        </Keyboard>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function focusOn(id: string): void {
  document.getElementById(id)?.focus();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
