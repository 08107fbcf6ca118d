import { Alert, EmptyState, Flex, LoadingButton, StatusTag, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import { Confirm } from '../../components/Confirm.tsx';
import { Fault, TabFrame } from '../../components/TabFrame.tsx';
import type { BulletinView, SubscriptionRow } from '../../contracts/bulletin.ts';
import { useChange, useQuestion } from '../../hooks/useQuestion.ts';
import { AddReader } from './AddReader.tsx';
import type { PageTools } from './page-tools.ts';

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
              <TableHeader>{words.actions}</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {view.subscriptions.map((row) => (
              <Row key={row.id} row={row} tools={tools} reload={reload} />
            ))}
          </TableBody>
        </Table>
      )}
      <AddReader view={view} tools={tools} added={reload} />
    </Flex>
  );
}

function Row({ row, tools, reload }: { row: SubscriptionRow; tools: PageTools; reload: () => void }) {
  const words = tools.words.bulletin;
  const { format, lang } = tools.reader;
  const test = useChange('POST /api/1/settings/bulletin/:subscriptionId/test', tools.serverUrl);
  const revoke = useChange('POST /api/1/settings/bulletin/:subscriptionId/revoke', tools.serverUrl);
  const { schedule } = row.choices;
  const asked = { lang, subscriptionId: row.id };

  async function sendTest() {
    if (await test.make(asked, {})) tools.actions.addAlert({ type: 'success', message: words.tested });
    reload();
  }
  return (
    <TableRow>
      <TableCell width="max">
        <Text format={{ fontWeight: 'demibold' }}>{row.email}</Text>
        <StatusTag variant={row.state === 'on' ? 'success' : 'default'}>{words.states[row.state]}</StatusTag>
        {row.addedBy !== null && <Text variant="microcopy">{words.by(row.addedBy)}</Text>}
      </TableCell>
      <TableCell>{words.at(words.frequencies[schedule.frequency], schedule.time, schedule.timeZone)}</TableCell>
      <TableCell>{row.nextAt === null ? '–' : format.instant(row.nextAt)}</TableCell>
      <TableCell>{row.last === null ? words.never : `${format.instant(row.last.madeAt)}, ${words.issues[row.last.state]}`}</TableCell>
      <TableCell>
        {row.state === 'on' && (
          <Flex direction="column" gap="xs">
            <LoadingButton size="xs" variant="secondary" loading={test.busy} onClick={() => void sendTest()}>
              {words.test}
            </LoadingButton>
            <Confirm label={words.revoke} text={words.revokeText(row.email)} confirm={words.revoke} cancel={tools.words.page.cancel} busy={revoke.busy} kind="destructive" onConfirm={async () => (await revoke.make(asked, {})) && reload()} />
            <Fault fault={test.fault ?? revoke.fault} tools={tools} />
          </Flex>
        )}
      </TableCell>
    </TableRow>
  );
}
