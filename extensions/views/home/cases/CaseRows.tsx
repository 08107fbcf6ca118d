import { useState } from 'react';
import { Button, Checkbox, Flex, Link, LoadingButton, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text, Tile } from '@hubspot/ui-extensions';
import { ClassTag } from '../../../components/ClassTag.tsx';
import { Fault } from '../../../components/TabFrame.tsx';
import type { CaseView, HomeCases } from '../../../contracts/cases.ts';
import { useChange } from '../../../hooks/useQuestion.ts';
import { answerWording, scoreText } from '../../../wording/answers.ts';
import { CauseTags } from '../../cases/CaseCauses.tsx';
import { CasePanel } from '../../cases/CasePanel.tsx';
import { CaseStateTag } from '../../cases/CaseStateTag.tsx';
import { DueText } from '../../cases/DueText.tsx';
import type { PartProps } from './part.ts';

/** Longer comments are cut in a row; the panel has them whole. */
const commentLength = 120;

interface CaseRowsProps extends PartProps {
  view: HomeCases;
  /** A case as it stands now. */
  put: (one: CaseView) => void;
  acknowledged: (done: Acknowledged) => void;
}

/** How many of the chosen ones nobody had seen before. */
export interface Acknowledged {
  n: number;
  of: number;
}

/** The rows of a list: several are marked as seen at once; the one that is opened has its panel below its row. */
export function CaseRows({ view: { cases, causes }, put, acknowledged, ...part }: CaseRowsProps) {
  const [open, setOpen] = useState<string | null>(null);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const at = cases.findIndex(({ id }) => id === open);
  const opened = cases[at];
  const rows = { ...part, open, setOpen, chosen, choose: (id: string, on: boolean) => setChosen(on ? [...chosen, id] : chosen.filter((one) => one !== id)) };
  return (
    <>
      <Bulk cases={cases} chosen={chosen} choose={setChosen} acknowledged={acknowledged} {...part} />
      <Rows cases={opened ? cases.slice(0, at + 1) : cases} head {...rows} />
      {opened && (
        <Tile compact>
          <CasePanel key={opened.id} one={opened} tools={part.panel} linked choices={causes} onCase={put} />
        </Tile>
      )}
      {opened && at + 1 < cases.length && <Rows cases={cases.slice(at + 1)} {...rows} />}
    </>
  );
}

interface RowsProps extends PartProps {
  cases: readonly CaseView[];
  head?: boolean;
  open: string | null;
  setOpen: (id: string | null) => void;
  chosen: readonly string[];
  choose: (id: string, on: boolean) => void;
}

/** The columns keep their widths where an opened case divides the table. */
const widths = { choice: 90, due: 220, state: 170, open: 90 } as const;

function Rows({ cases, head = false, ...row }: RowsProps) {
  const { words } = row;
  return (
    <Table density="condensed">
      {head && (
        <TableHead>
          <TableRow>
            <TableHeader width={widths.choice}>{words.choose}</TableHeader>
            <TableHeader width="max">{words.case}</TableHeader>
            <TableHeader width={widths.due}>{words.due}</TableHeader>
            <TableHeader width={widths.state}>{words.state}</TableHeader>
            <TableHeader width={widths.open}>{words.look}</TableHeader>
          </TableRow>
        </TableHead>
      )}
      <TableBody>
        {cases.map((one) => (
          <Row key={one.id} one={one} {...row} />
        ))}
      </TableBody>
    </Table>
  );
}

function Row({ one, tools, panel, words, open, setOpen, chosen, choose }: Omit<RowsProps, 'cases' | 'head'> & { one: CaseView }) {
  const { reader } = tools;
  const { company, person, comment, causes, owner, id } = one;
  const answers = answerWording[reader.lang];
  const name = company.name ?? panel.words.unnamed(company.id);
  const isOpen = id === open;
  return (
    <TableRow>
      <TableCell width={widths.choice}>
        {one.steps.includes('acknowledge') && <Checkbox name={`choose-${id}`} aria-label={words.select(name)} checked={chosen.includes(id)} onChange={(on) => choose(id, on)} />}
      </TableCell>
      <TableCell width="max">
        <Flex direction="row" gap="sm" align="center" wrap>
          <Link href={company.recordUrl}>{name}</Link>
          <ClassTag answer={one} reader={reader} />
          <Text>{scoreText(one, reader)}</Text>
        </Flex>
        <Text variant="microcopy">
          {person ?? answers.anonymous}: {comment === null ? answers.noComment : comment.length <= commentLength ? comment : `${comment.slice(0, commentLength).trimEnd()}…`}
        </Text>
        <CauseTags causes={causes} />
      </TableCell>
      <TableCell width={widths.due}>
        <DueText one={one} tools={panel} />
      </TableCell>
      <TableCell width={widths.state}>
        <CaseStateTag state={one.state} tools={panel} />
        <Text variant="microcopy">{owner === null ? words.nobody : (owner.name ?? owner.id)}</Text>
      </TableCell>
      <TableCell width={widths.open}>
        <Button variant="secondary" size="xs" onClick={() => setOpen(isOpen ? null : id)}>
          {isOpen ? words.close : words.open}
        </Button>
      </TableCell>
    </TableRow>
  );
}

interface BulkProps extends Omit<CaseRowsProps, 'view' | 'put'> {
  cases: readonly CaseView[];
  chosen: readonly string[];
  choose: (ids: readonly string[]) => void;
}

/** Marks the chosen ones as seen. */
function Bulk({ cases, chosen, choose, acknowledged, tools: { reader, serverUrl }, panel, words }: BulkProps) {
  const { busy, fault, make } = useChange('POST /api/1/home/cases/acknowledge', serverUrl);
  const { number } = reader.format;
  const fresh = cases.filter(({ steps }) => steps.includes('acknowledge')).map(({ id }) => id);
  const picked = chosen.filter((id) => fresh.includes(id));
  if (fresh.length === 0) return null;

  async function acknowledge() {
    const made = await make({ lang: reader.lang }, { caseIds: picked });
    if (made) acknowledged({ n: made.acknowledged, of: picked.length });
  }
  return (
    <>
      <Flex direction="row" gap="sm" align="center" wrap>
        <Checkbox name="choose-new" checked={picked.length === fresh.length} onChange={(on) => choose(on ? fresh : [])}>
          {words.selectNew(number(fresh.length))}
        </Checkbox>
        <LoadingButton variant="primary" size="sm" loading={busy} disabled={picked.length === 0} onClick={() => void acknowledge()}>
          {words.acknowledge(number(picked.length), picked.length === 1)}
        </LoadingButton>
      </Flex>
      <Fault fault={fault} tools={panel} />
    </>
  );
}
