// The desk window's start: its store follows main, its view shows the store.
import '../ui/strict-csp.ts';
import '../ui/tokens.css';
import '../ui/base.css';
import { mount } from '../ui/mount.tsx';
import { createCommands } from './commands.ts';
import { Desk } from './desk.tsx';
import { DeskProvider } from './desk-context.tsx';
import { followDesk } from './follow.ts';
import { createDeskStore } from './store.ts';

const store = createDeskStore();
const commands = createCommands(window.deskBridge, store);
const unfollow = followDesk(window.deskBridge, store);
window.addEventListener('pagehide', unfollow, { once: true });

mount(
  <DeskProvider tools={{ store, commands }}>
    <Desk />
  </DeskProvider>,
);
