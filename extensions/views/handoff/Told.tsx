import { DescriptionList, DescriptionListItem } from '@hubspot/ui-extensions';
import type { HandoffView } from '../../contracts/handoff.ts';
import type { HandoffTools } from './handoff-tools.ts';
import { LineItems } from './LineItems.tsx';
import { Lines } from './Lines.tsx';

/** What sales told and what was bought, to be read. */
export function Told({ handoff, tools }: { handoff: HandoffView; tools: HandoffTools }) {
  const { words } = tools;
  const bought = handoff.sale?.lineItems ?? [];
  return (
    <DescriptionList direction="column">
      {handoff.fields.map(({ field, text }) => (
        <DescriptionListItem key={field} label={words.fields[field]}>
          <Lines text={text.trim() === '' ? words.empty : text} />
        </DescriptionListItem>
      ))}
      {bought.length > 0 && (
        <DescriptionListItem label={words.bought}>
          <LineItems items={bought} tools={tools} />
        </DescriptionListItem>
      )}
    </DescriptionList>
  );
}
