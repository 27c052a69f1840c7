// What is shown when a view breaks: words and a way on. Calls live in the line's window and go on.
import { Component, type ReactNode } from 'react';
import { Translation } from 'react-i18next';
import { Bar } from './bar.tsx';
import { Button } from './button.tsx';

export interface FaultBoundaryProps {
  children: ReactNode;
}

export class FaultBoundary extends Component<FaultBoundaryProps, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <Translation>
        {(t) => (
          <Bar
            tone="bad"
            isAlert
            title={t('app.brokenTitle')}
            advice={t('app.brokenAdvice')}
            actions={<Button onPress={() => window.location.reload()}>{t('app.reload')}</Button>}
          />
        )}
      </Translation>
    );
  }
}
