// The popup: a card of a call that rings, a pill of one that goes on while the desk is hidden, or nothing.
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { isRinging } from '../../app/calls/call.ts';
import type { PopupBridge } from '../../app/contract/bridge.ts';
import { applyTheme } from '../ui/theme.ts';
import { CallPill } from './call-pill.tsx';
import { RingingCard } from './ringing-card.tsx';
import type { PopupStore } from './store.ts';

export interface PopupProps {
  store: PopupStore;
  bridge: PopupBridge;
}

export function Popup({ store, bridge }: PopupProps) {
  const { call, theme, shownAt } = useStore(store);
  useEffect(() => applyTheme(theme), [theme]);
  if (call === null) return null;
  const Shape = isRinging(call) ? RingingCard : CallPill;
  return <Shape key={call.id} call={call} shownAt={shownAt} bridge={bridge} />;
}
