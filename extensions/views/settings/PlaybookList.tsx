import { Button, Flex, StatusTag, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import type { PlaybookRow, PlaybooksView } from '../../contracts/playbooks.ts';
import { conditionText } from './condition-text.ts';
import type { PageTools } from './page-tools.ts';

/** What the list and the editor share. */
export interface PlaybooksPart {
  view: PlaybooksView;
  tools: PageTools;
  reload: () => void;
  /** null: back to the list. */
  onOpen: (id: string | null) => void;
  /** A playbook is now as the server answered it. */
  onChanged: (row: PlaybookRow) => void;
}

/** The playbooks in the order they are tried; the archived below them. */
export function PlaybookList({ view, tools, onOpen }: PlaybooksPart) {
  const words = tools.words.playbooks;
  return (
    <Flex direction="column" gap="md">
      <Text>{words.intro}</Text>
      <Table density="condensed">
        <TableHead>
          <TableRow>
            <TableHeader>{words.playbook}</TableHeader>
            <TableHeader width="max">{words.applies}</TableHeader>
            <TableHeader>{words.state}</TableHeader>
            <TableHeader>{words.running}</TableHeader>
            <TableHeader align="right">{words.open}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {view.playbooks.map((row) => (
            <Row key={row.id} row={row} view={view} tools={tools} onOpen={() => onOpen(row.id)} />
          ))}
        </TableBody>
      </Table>
      {view.role !== 'admin' && <Text variant="microcopy">{tools.words.page.readOnly}</Text>}
    </Flex>
  );
}

function Row({ row, view, tools, onOpen }: Pick<PlaybooksPart, 'view' | 'tools'> & { row: PlaybookRow; onOpen: () => void }) {
  const words = tools.words.playbooks;
  const number = (value: number) => tools.reader.format.number(value);
  const applies = row.id === 'standard' ? (view.playbooks.length > 1 ? words.standard : words.everySale) : conditionText(row.content.when, view, tools);
  return (
    <TableRow>
      <TableCell>
        <Text format={{ fontWeight: 'demibold' }}>{row.content.name}</Text>
        <Text variant="microcopy">{row.content.legs.map((leg) => leg.label[tools.reader.lang]).join(' → ')}</Text>
      </TableCell>
      <TableCell width="max">{applies}</TableCell>
      <TableCell>
        <State row={row} tools={tools} />
      </TableCell>
      <TableCell>{row.running.length === 0 ? words.noneRunning : row.running.map((one) => words.runningOn(number(one.handoffs), number(one.version))).join(' · ')}</TableCell>
      <TableCell align="right">
        <Button size="xs" variant="secondary" onClick={onOpen}>
          {words.open}
        </Button>
      </TableCell>
    </TableRow>
  );
}

/** Archived, published since when and by whom, and whether something waits to be published. */
export function State({ row, tools }: { row: PlaybookRow; tools: PageTools }) {
  const words = tools.words.playbooks;
  const { format } = tools.reader;
  const since = row.publishedAt === null ? words.batons : words.published(format.date(row.publishedAt), row.publishedBy ?? '');
  return (
    <>
      {row.archived ? (
        <StatusTag variant="default">{words.archived}</StatusTag>
      ) : (
        <StatusTag variant={row.version === 0 ? 'warning' : 'success'}>{row.version === 0 ? words.never : words.version(format.number(row.version))}</StatusTag>
      )}
      {row.version > 0 && <Text variant="microcopy">{since}</Text>}
      {row.draft && row.version > 0 && <StatusTag variant="warning">{words.draft}</StatusTag>}
    </>
  );
}
