import { useEffect, useState } from 'react';
import { Accordion, Alert, Flex, LoadingButton, Select, Text } from '@hubspot/ui-extensions';
import type { HandoffField, HandoffView, SaleView } from '../../contracts/handoff.ts';
import { useChange } from '../../hooks/useQuestion.ts';
import { Fault } from '../../components/TabFrame.tsx';
import type { SaleTools } from './handoff-tools.ts';
import { LineItems } from './LineItems.tsx';
import { Lines } from './Lines.tsx';

/** While the deal is being read, the card asks again so often, and so many times. */
const AGAIN_MS = 2_000;
const MOST_TRIES = 10;

interface FromDealProps {
  handoff: HandoffView;
  tools: SaleTools;
  asOf: string;
  reload: () => void;
  /** Puts a note's words into a field. */
  onCopy: (field: HandoffField, text: string) => void;
}

/** What the deal says in HubSpot: what was bought, and the notes of sales; with what is missing for want of a permission. */
export function FromDeal({ handoff: { id, fields, sale }, tools, asOf, reload, onCopy }: FromDealProps) {
  const { words, reader, serverUrl } = tools;
  const { busy, fault, make } = useChange('POST /api/1/handoffs/:handoffId/read', serverUrl);
  const [askedAt, setAskedAt] = useState<string | null>(null);
  const reading = sale === null || sale.readAt === askedAt;
  const [tries, setTries] = useState(0);
  const waits = reading && tries < MOST_TRIES;
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(() => {
      setTries((before) => before + 1);
      reload();
    }, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [waits, asOf]);

  async function readAgain() {
    if (!(await make({ lang: reader.lang, handoffId: id }, {}, false))) return;
    setTries(0);
    setAskedAt(sale?.readAt ?? null);
    reload();
  }
  return (
    <Flex direction="column" gap="xs">
      <Text format={{ fontWeight: 'demibold' }}>{words.fromDeal}</Text>
      {sale && <Items items={sale.lineItems} tools={tools} />}
      {sale && <Notes notes={sale.notes} fields={fields} tools={tools} onCopy={onCopy} />}
      <Flex direction="row" gap="sm" align="center" wrap>
        <Text variant="microcopy">{waits ? words.reading : sale ? words.readAt(reader.format.instant(sale.readAt)) : words.notRead}</Text>
        <LoadingButton variant="secondary" size="xs" loading={busy} onClick={() => void readAgain()}>
          {words.readAgain}
        </LoadingButton>
      </Flex>
      <Fault fault={fault} tools={tools} />
    </Flex>
  );
}

function Items({ items, tools }: { items: SaleView['lineItems']; tools: SaleTools }) {
  const { words } = tools;
  if (items === null) return <Alert title={words.itemsForbidden} variant="info" />;
  return items.length === 0 ? <Text>{words.noItems}</Text> : <LineItems items={items} tools={tools} />;
}

interface NotesProps extends Pick<FromDealProps, 'tools' | 'onCopy'> {
  notes: SaleView['notes'];
  fields: HandoffView['fields'];
}

function Notes({ notes, fields, tools: { words, reader }, onCopy }: NotesProps) {
  if (notes === null) return <Alert title={words.notesForbidden} variant="info" />;
  if (notes.length === 0) return <Text>{words.noNotes}</Text>;
  return (
    <Accordion title={words.notes(reader.format.number(notes.length), notes.length === 1)} size="small">
      <Flex direction="column" gap="sm">
        {notes.map((note) => (
          <Flex key={note.id} direction="column" gap="flush">
            <Text variant="microcopy">{words.fromNote(reader.format.date(note.at))}</Text>
            <Lines text={note.text} />
            <Select
              label={words.copyTo}
              name={`copy-${note.id}`}
              placeholder={words.choose}
              value=""
              options={fields.map(({ field }) => ({ value: field, label: words.fields[field] }))}
              onChange={(field) => onCopy(field as HandoffField, note.text)}
            />
          </Flex>
        ))}
      </Flex>
    </Accordion>
  );
}
