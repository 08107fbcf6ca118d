import { List, Text } from '@hubspot/ui-extensions';
import type { HandoffView } from '../../contracts/handoff.ts';
import type { HandoffTools } from './handoff-tools.ts';

type Move = HandoffView['history'][number];

/** Every step with who made it, when and why, and whose a leg was and became; newest first. */
export function History({ handoff, tools: { words, reader } }: { handoff: HandoffView; tools: HandoffTools }) {
  const aboutLeg = ({ leg, from, to }: Move) => {
    if (leg === null) return '';
    return from === to ? ` [${leg}]` : ` [${leg}: ${from ?? words.nobody} → ${to ?? words.nobody}]`;
  };
  return (
    <List variant="unordered">
      {handoff.history.map((move, at) => (
        <Text key={`${move.at}-${at}`}>
          {reader.format.instant(move.at)}: {words.steps[move.step] ?? move.step}
          {aboutLeg(move)}, {move.by ?? words.byBaton}
          {move.reason && ` (${move.reason})`}
        </Text>
      ))}
    </List>
  );
}
