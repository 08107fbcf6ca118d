import { List, Text } from '@hubspot/ui-extensions';
import type { SaleView } from '../../contracts/handoff.ts';
import type { HandoffTools } from './handoff-tools.ts';

/** What was bought, a line each, with the hours it stands for. */
export function LineItems({ items, tools: { words, reader } }: { items: NonNullable<SaleView['lineItems']>; tools: HandoffTools }) {
  const number = (value: number) => reader.format.number(value, Number.isInteger(value) ? 0 : 2);
  return (
    <List variant="unordered">
      {items.map(({ name, sku, quantity, hours }, at) => (
        <Text key={at}>
          {quantity !== null && `${number(quantity)} × `}
          {name}
          {sku && ` (${sku})`}
          {hours !== null && `: ${words.hours(number(hours), hours === 1)}`}
        </Text>
      ))}
    </List>
  );
}
