import { EmptyState, Flex, StatusTag, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import type { UsageKeyRow, UsageKeysView } from '../../contracts/settings.ts';
import { useQuestion } from '../../hooks/useQuestion.ts';
import { AddUsageKey } from './AddUsageKey.tsx';
import { OpenPanel } from './OpenPanel.tsx';
import type { PageTools } from './page-tools.ts';
import { TabFrame } from '../../components/TabFrame.tsx';
import { UsageKeyDetail } from './UsageKeyDetail.tsx';

const looks = { unused: 'default', working: 'success', revoked: 'danger' } as const;

/** The API keys with which the account's own systems tell how the product is used. */
export function UsageKeysTab({ tools }: { tools: PageTools }) {
  const { state, reload } = useQuestion('GET /api/1/settings/usage-keys', { lang: tools.reader.lang }, tools.serverUrl);
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {(view) => <Keys view={view} tools={tools} reload={reload} />}
    </TabFrame>
  );
}

function Keys({ view, tools, reload }: { view: UsageKeysView; tools: PageTools; reload: () => void }) {
  const words = tools.words.keys;
  const number = (value: number) => tools.reader.format.number(value);
  return (
    <Flex direction="column" gap="md">
      <Text>{words.intro}</Text>
      {view.keys.length === 0 ? (
        <EmptyState title={words.emptyTitle} layout="vertical" imageName="api">
          <Text>{words.empty}</Text>
        </EmptyState>
      ) : (
        <Table density="condensed">
          <TableHead>
            <TableRow>
              <TableHeader width="max">{words.key}</TableHeader>
              <TableHeader>{words.state}</TableHeader>
              <TableHeader>{words.created}</TableHeader>
              <TableHeader>{words.lastUsed}</TableHeader>
              <TableHeader align="right">{words.open}</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {view.keys.map((key) => (
              <Row key={key.prefix} row={key} view={view} tools={tools} reload={reload} />
            ))}
          </TableBody>
        </Table>
      )}
      <Text variant="microcopy">{words.limits(number(view.limits.minute), number(view.limits.event), number(view.limits.bulk))}</Text>
      {view.role === 'admin' ? <AddUsageKey tools={tools} added={reload} /> : <Text variant="microcopy">{tools.words.page.readOnly}</Text>}
    </Flex>
  );
}

function Row({ row, view, tools, reload }: { row: UsageKeyRow; view: UsageKeysView; tools: PageTools; reload: () => void }) {
  const words = tools.words.keys;
  const { format } = tools.reader;
  const state = row.revokedAt !== null ? 'revoked' : row.lastUsedAt === null ? 'unused' : 'working';
  return (
    <TableRow>
      <TableCell width="max">
        <Text format={{ fontWeight: 'demibold' }}>{row.name}</Text>
        <Text variant="microcopy">
          {words.starts(row.prefix)} · {words.source(row.source)}
        </Text>
      </TableCell>
      <TableCell>
        <StatusTag variant={looks[state]}>{words.states[state]}</StatusTag>
      </TableCell>
      <TableCell>{format.instant(row.createdAt)}</TableCell>
      <TableCell>{row.lastUsedAt === null ? words.never : format.instant(row.lastUsedAt)}</TableCell>
      <TableCell align="right">
        <OpenPanel id={`key-${row.prefix}`} name={row.name} words={words}>
          <UsageKeyDetail row={row} admin={view.role === 'admin'} tools={tools} changed={reload} />
        </OpenPanel>
      </TableCell>
    </TableRow>
  );
}
