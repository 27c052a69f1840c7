// The keys of this window, on one card; opened by its button or by the question mark.
import { useEffect } from 'react';
import { Dialog, Heading, Keyboard, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { isRinging } from '../../../app/calls/call.ts';
import { keyActions, keyCaps } from '../../../app/keys/keys.ts';
import { IconButton } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { isMac, useKeys } from '../../ui/keys.ts';
import { callDockId } from '../call/call-dock.tsx';
import { useDeskView } from '../desk-context.tsx';
import { recentCallsId } from '../recent/recent-calls.tsx';
import sheet from './key-help.module.css';

const css = classes(sheet);

export interface KeyHelpProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

export function KeyHelp({ isOpen, onOpenChange }: KeyHelpProps) {
  const { t } = useTranslation();
  const ringing = useDeskView((view) => view.desk.calls.find(isRinging)?.id);
  useKeys({
    'to-call': () => document.getElementById(callDockId)?.focus(),
    'to-list': () => document.getElementById(recentCallsId)?.focus(),
    help: () => onOpenChange(true),
  });
  // No key acts behind the card: it gives way to a call that begins to ring.
  useEffect(() => {
    if (ringing !== undefined) onOpenChange(false);
  }, [ringing, onOpenChange]);

  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={onOpenChange} isDismissable className={css('overlay')}>
      <Modal className={css('card')}>
        <Dialog className={css('dialog')}>
          <div className={css('head')}>
            <Heading slot="title" level={2}>
              {t('keys.title')}
            </Heading>
            <IconButton icon="cross" label={t('keys.close')} onPress={() => onOpenChange(false)} />
          </div>
          <p className={css('lead')}>
            {t('keys.lead', { chord: keyCaps('answer', isMac).slice(0, -1).join(' ') })}
          </p>
          <dl className={css('keys')}>
            {keyActions.map((action) => (
              <div key={action}>
                <dt>{t(`keys.${action}`)}</dt>
                <dd>
                  {keyCaps(action, isMac).map((cap) => (
                    <Keyboard key={cap} className={css('key')}>
                      {cap}
                    </Keyboard>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
