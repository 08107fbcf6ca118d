import { useEffect } from 'react';
import { Button, Flex, Text, TextArea } from '@hubspot/ui-extensions';
import type { HandoffView, SaleView } from '../../contracts/handoff.ts';
import type { Drafts } from '../../hooks/useDrafts.ts';
import { askPage } from '../../hooks/useQuestion.ts';
import { useText } from '../../hooks/useText.ts';
import { Clash } from './Clash.tsx';
import type { SaleTools } from './handoff-tools.ts';
import { Lines } from './Lines.tsx';
import { SavedText } from './SavedText.tsx';

export type Field = HandoffView['fields'][number];

/** A field as it is kept, for drafts of it. */
export const keptOf = ({ text, version }: Field) => ({ value: { text }, version });

interface SaleFieldProps {
  field: Field;
  drafts: Drafts<{ text: string }>;
  handoffId: string;
  gap: string | undefined;
  material: SaleView['material'];
  /** A note's words that were just copied into this field. */
  copied: { text: string } | null;
  tools: SaleTools;
}

/** A field of what sales tells, with what the deal's notes offer for it. */
export function SaleField({ field, drafts, handoffId, gap, material, copied, tools }: SaleFieldProps) {
  const { words, reader, serverUrl } = tools;
  const { field: id, prefilled, required, from } = field;
  const { value: { text }, state, write, flush, clash } = useText({
    id, drafts, kept: keptOf(field), read: (theirs) => ({ text: theirs.text }),
    save: (value, base) => askPage('POST /api/1/handoffs/:handoffId/field', { lang: reader.lang, handoffId }, serverUrl, { field: id, ...value, base }),
  });
  const label = words.fields[id];
  const offered = material.filter((one) => !text.includes(one.text));

  function add(more: string) {
    write({ text: text.trim() === '' ? more : `${text.trimEnd()}\n${more}` });
    flush();
  }
  useEffect(() => {
    if (copied) add(copied.text);
  }, [copied]);
  return (
    <Flex direction="column" gap="xs">
      <TextArea
        label={required ? `${label} (${words.required})` : label}
        name={id}
        description={prefilled && state.kind === 'idle' ? words.filledFrom(from.map((source) => words.sources[source])) : words.help[id]}
        value={text}
        rows={3}
        maxLength={4000}
        error={gap !== undefined && state.kind === 'idle'}
        validationMessage={gap !== undefined && state.kind === 'idle' ? gap : undefined}
        onInput={(typed) => write({ text: typed })}
        onBlur={flush}
      />
      <SavedText state={state} last={field} tools={tools} />
      {clash && <Clash clash={clash} tools={tools} />}
      {offered.map((one) => (
        <Flex key={`${one.noteId}-${one.text}`} direction="row" gap="sm" align="start" justify="between">
          <Flex direction="column" gap="flush">
            <Text variant="microcopy">{words.fromNote(reader.format.date(one.at))}</Text>
            <Lines text={one.text} />
          </Flex>
          <Button variant="secondary" size="xs" onClick={() => add(one.text)}>
            {words.use}
          </Button>
        </Flex>
      ))}
    </Flex>
  );
}
