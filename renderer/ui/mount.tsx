// Puts a window's view on its page, with the words of the phone and a net under it.
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { createText } from '../../app/text/text.ts';
import { FaultBoundary } from './fault-boundary.tsx';

export function mount(view: ReactNode): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no #root');
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={createText()}>
        <FaultBoundary>{view}</FaultBoundary>
      </I18nextProvider>
    </StrictMode>,
  );
}
