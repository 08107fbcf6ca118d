import { Text } from '@hubspot/ui-extensions';
import { Fault } from '../../components/TabFrame.tsx';
import type { SaveState } from '../../hooks/useAutosave.ts';
import type { HandoffTools } from './handoff-tools.ts';

interface SavedTextProps {
  state: SaveState;
  /** Who wrote what stands there, and when. */
  last?: { by: string | null; at: string | null };
  tools: HandoffTools;
}

/** Whether what was typed is safe, and whose words they were before. */
export function SavedText({ state, last, tools }: SavedTextProps) {
  const { words, reader } = tools;
  if (state.kind === 'refused') return <Fault fault={state.fault} tools={tools} />;
  if (state.kind === 'clash') return null;
  if (state.kind === 'idle') return last?.by && last.at ? <Text variant="microcopy">{words.lastBy(last.by, reader.format.instant(last.at))}</Text> : null;
  const text = state.kind === 'saving' ? words.saving : state.kind === 'saved' ? words.saved(reader.format.instant(state.at)) : words.notSaved;
  return <Text variant="microcopy">{text}</Text>;
}
