import { useState } from 'react';
import { Flex, Heading, LoadingButton, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text, TextArea } from '@hubspot/ui-extensions';
import { Fault } from '../../../components/TabFrame.tsx';
import type { TriedCauses } from '../../../contracts/causes.ts';
import { useChange } from '../../../hooks/useQuestion.ts';
import type { PageTools } from '../page-tools.ts';
import type { Draft } from './drafts.ts';

/** What the causes on the page would find, before they are saved: in a sentence, and in the last answers. */
export function Trial({ drafts, tools }: { drafts: readonly Draft[]; tools: PageTools }) {
  const words = tools.words.causes;
  const [text, setText] = useState('');
  const [tried, setTried] = useState<{ of: string; answer: TriedCauses } | null>(null);
  const { busy, fault, make } = useChange('POST /api/1/settings/causes/try', tools.serverUrl);
  const asked = { causes: drafts.map(({ at: _, ...cause }) => cause), text };
  const mark = JSON.stringify(asked);

  async function see() {
    const answer = await make({ lang: tools.reader.lang }, asked, false);
    setTried(answer && { of: mark, answer });
  }
  return (
    <Flex direction="column" gap="sm">
      <Heading>{words.tryTitle}</Heading>
      <TextArea label={words.tryLabel} name="try-causes" description={words.tryHint} rows={2} maxLength={2000} value={text} onInput={setText} />
      <Flex direction="row">
        <LoadingButton variant="secondary" loading={busy} onClick={() => void see()}>
          {words.try}
        </LoadingButton>
      </Flex>
      <Fault fault={fault} tools={tools} />
      {tried?.of === mark && <Effect tried={tried.answer} isAsked={text.trim() !== ''} tools={tools} />}
    </Flex>
  );
}

function Effect({ tried: { found, comments, moves }, isAsked, tools }: { tried: TriedCauses; isAsked: boolean; tools: PageTools }) {
  const words = tools.words.causes;
  const { number, signed } = tools.reader.format;
  return (
    <Flex direction="column" gap="xs">
      {isAsked && found.length === 0 && <Text>{words.foundNone}</Text>}
      {isAsked && found.map(({ label, terms }) => <Text key={label}>{words.found(label, terms.map((term) => `“${term}”`).join(', '))}</Text>)}
      {comments === 0 ? (
        <Text variant="microcopy">{words.noComments}</Text>
      ) : moves.length === 0 ? (
        <Text variant="microcopy">{words.movesNone(number(comments))}</Text>
      ) : (
        <Table density="condensed">
          <TableHead>
            <TableRow>
              <TableHeader width="max">{words.moves(number(comments))}</TableHeader>
              <TableHeader align="right">{words.before}</TableHeader>
              <TableHeader align="right">{words.after}</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {moves.map(({ label, before, after }) => (
              <TableRow key={label}>
                <TableCell width="max">{label}</TableCell>
                <TableCell align="right">{number(before)}</TableCell>
                <TableCell align="right">
                  {number(after)} ({signed(after - before)})
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Flex>
  );
}
