// The desk's store and commands, for the views below.
import { createContext, type ReactNode, use } from 'react';
import { useStore } from 'zustand';
import type { DeskCommands } from './commands.ts';
import type { DeskStore, DeskView } from './store.ts';

interface DeskTools {
  store: DeskStore;
  commands: DeskCommands;
}

const DeskContext = createContext<DeskTools | null>(null);

export function DeskProvider({ tools, children }: { tools: DeskTools; children: ReactNode }) {
  return <DeskContext value={tools}>{children}</DeskContext>;
}

export function useDeskTools(): DeskTools {
  const tools = use(DeskContext);
  if (tools === null) throw new Error('a desk view stands outside its DeskProvider');
  return tools;
}

export function useCommands(): DeskCommands {
  return useDeskTools().commands;
}

/** What `select` takes from the view; renders again when that changes. */
export function useDeskView<T>(select: (view: DeskView) => T): T {
  return useStore(useDeskTools().store, select);
}
