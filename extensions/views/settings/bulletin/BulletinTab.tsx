import { Alert, EmptyState, Flex, StatusTag, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import { TabFrame } from '../../../components/TabFrame.tsx';
import type { BulletinView, SubscriptionRow } from '../../../contracts/bulletin.ts';
import { useQuestion } from '../../../hooks/useQuestion.ts';
import { OpenPanel } from '../OpenPanel.tsx';
import type { PageTools } from '../page-tools.ts';
import { AddReader } from './AddReader.tsx';
import { scopeName } from './choices.ts';
import { ReaderDetail } from './ReaderDetail.tsx';

/** Who gets the bulletin without a login, when, and how the last one went. */
export function BulletinTab({ tools }: { tools: PageTools }) {
  const { state, reload } = useQuestion('GET /api/1/settings/bulletin', { lang: tools.reader.lang }, tools.serverUrl);
  return (
    <TabFrame state={state} tools={tools} reload={reload} keeps>
      {(view) => <Readers view={view} tools={tools} reload={reload} />}
    </TabFrame>
  );
}

function Readers({ view, tools, reload }: { view: BulletinView; tools: PageTools; reload: () => void }) {
  const words = tools.words.bulletin;
  const warning = words.channels[view.channel];
  return (
    <Flex direction="column" gap="md">
      <Text>{words.intro}</Text>
      {warning !== null && <Alert variant="warning" title={warning} />}
      {view.subscriptions.length === 0 ? (
        <EmptyState title={words.emptyTitle} layout="vertical" imageName="emailConfirmation">
          <Text>{words.empty}</Text>
        </EmptyState>
      ) : (
        <Table density="condensed">
          <TableHead>
            <TableRow>
              <TableHeader width="max">{words.who}</TableHeader>
              <TableHeader>{words.when}</TableHeader>
              <TableHeader>{words.next}</TableHeader>
              <TableHeader>{words.last}</TableHeader>
              <TableHeader align="right">{words.open}</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {view.subscriptions.map((row) => (
              <Row key={row.id} row={row} view={view} tools={tools} reload={reload} />
            ))}
          </TableBody>
        </Table>
      )}
      <AddReader view={view} tools={tools} added={reload} />
    </Flex>
  );
}

function Row({ row, view, tools, reload }: { row: SubscriptionRow; view: BulletinView; tools: PageTools; reload: () => void }) {
  const words = tools.words.bulletin;
  const { format } = tools.reader;
  const { schedule, scope, language } = row.choices;
  return (
    <TableRow>
      <TableCell width="max">
        <Text format={{ fontWeight: 'demibold' }}>{row.email}</Text>
        <StatusTag variant={row.state === 'on' ? 'success' : 'default'}>{words.states[row.state]}</StatusTag>
        {row.endedAt !== null && <Text variant="microcopy">{words.ended(format.instant(row.endedAt))}</Text>}
        {row.addedBy !== null && <Text variant="microcopy">{words.by(row.addedBy)}</Text>}
      </TableCell>
      <TableCell>
        <Text>{words.at(words.often(schedule), schedule.time, schedule.timeZone)}</Text>
        <Text variant="microcopy">
          {scopeName(view, scope, words)} · {words.languages[language]}
        </Text>
      </TableCell>
      <TableCell>{row.nextAt === null ? '–' : format.instant(row.nextAt)}</TableCell>
      <TableCell>{row.last === null ? words.never : words.issue(format.instant(row.last.madeAt), words.issues[row.last.state], row.last.test)}</TableCell>
      <TableCell align="right">
        {row.state === 'on' && (
          <OpenPanel id={`reader-${row.id}`} name={row.email} words={words}>
            <ReaderDetail row={row} view={view} tools={tools} changed={reload} />
          </OpenPanel>
        )}
      </TableCell>
    </TableRow>
  );
}
