import { EmptyState, Flex, StatusTag, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import type { SourceRow, SourceState, SourcesView } from '../../contracts/settings.ts';
import { useQuestion } from '../../hooks/useQuestion.ts';
import { AddSource } from './AddSource.tsx';
import { OpenPanel } from './OpenPanel.tsx';
import type { PageTools } from './page-tools.ts';
import { SourceDetail } from './SourceDetail.tsx';
import { TabFrame } from '../../components/TabFrame.tsx';

const looks: Record<SourceState, 'success' | 'danger' | 'warning' | 'default'> = { receiving: 'success', failing: 'danger', silent: 'warning', never: 'default', paused: 'warning' };
const hourMs = 3_600_000;

/** Where answers come from: what each source does, and how to add one. */
export function SourcesTab({ tools }: { tools: PageTools }) {
  const { state, reload } = useQuestion('GET /api/1/settings/sources', { lang: tools.reader.lang }, tools.serverUrl);
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {(view) => <Sources view={view} tools={tools} reload={reload} />}
    </TabFrame>
  );
}

function Sources({ view, tools, reload }: { view: SourcesView; tools: PageTools; reload: () => void }) {
  const words = tools.words.sources;
  const admin = view.role === 'admin';
  return (
    <Flex direction="column" gap="md">
      <Text>{words.intro}</Text>
      {view.sources.length === 0 ? (
        <EmptyState title={words.emptyTitle} layout="vertical" imageName="integrations">
          <Text>{words.empty}</Text>
        </EmptyState>
      ) : (
        <Table density="condensed">
          <TableHead>
            <TableRow>
              <TableHeader width="max">{words.source}</TableHeader>
              <TableHeader>{words.state}</TableHeader>
              <TableHeader>{words.lastReceived}</TableHeader>
              <TableHeader align="right">{words.open}</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {view.sources.map((source) => (
              <Row key={source.id} source={source} view={view} tools={tools} reload={reload} />
            ))}
          </TableBody>
        </Table>
      )}
      {admin ? <AddSource providers={view.providers.filter((provider) => provider.hasHook)} tools={tools} added={reload} /> : <Text variant="microcopy">{tools.words.page.readOnly}</Text>}
    </Flex>
  );
}

function Row({ source, view, tools, reload }: { source: SourceRow; view: SourcesView; tools: PageTools; reload: () => void }) {
  const words = tools.words.sources;
  const provider = view.providers.find((one) => one.id === source.provider);
  const skipped = Object.values(source.skipped).reduce((sum, count) => sum + count, 0);
  const notes = [
    ...(source.failed > 0 ? [words.failed(source.failed)] : []),
    ...(source.waiting > 0 ? [words.waiting(source.waiting)] : []),
    ...(skipped > 0 ? [words.skipped(skipped)] : []),
  ];
  const panelId = `source-${source.id}`;
  return (
    <TableRow>
      <TableCell width="max">
        <Text format={{ fontWeight: 'demibold' }}>{source.name}</Text>
        <Text variant="microcopy">{provider?.label ?? source.provider}</Text>
      </TableCell>
      <TableCell>
        <StatusTag variant={looks[source.state]}>{words.states[source.state]}</StatusTag>
        {notes.length > 0 && <Text variant="microcopy">{notes.join(' · ')}</Text>}
      </TableCell>
      <TableCell>
        {source.lastReceivedAt === null ? words.never : tools.reader.format.instant(source.lastReceivedAt)}
        {source.lastReceivedAt !== null && <Text variant="microcopy">{words.ago((Date.parse(view.asOf) - Date.parse(source.lastReceivedAt)) / hourMs)}</Text>}
      </TableCell>
      <TableCell align="right">
        <OpenPanel id={panelId} name={source.name} words={words} width="lg">
          <SourceDetail source={source} provider={provider} admin={view.role === 'admin'} tools={tools} changed={reload} />
        </OpenPanel>
      </TableCell>
    </TableRow>
  );
}
