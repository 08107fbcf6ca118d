import { EmptyState, Flex, StatusTag, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import { AsOf } from '../../components/AsOf.tsx';
import type { HomeSources } from '../../contracts/home.ts';
import type { SourceState } from '../../contracts/sources.ts';
import { useQuestion } from '../../hooks/useQuestion.ts';
import { TabFrame } from '../../components/TabFrame.tsx';
import type { HomeTools } from './home-tools.ts';
import { PageButtons } from './PageButtons.tsx';

const looks: Record<SourceState, 'success' | 'danger' | 'warning' | 'default'> = { receiving: 'success', failing: 'danger', silent: 'warning', never: 'default', paused: 'warning' };

/** Whether answers keep arriving. */
export function SourcesTab({ tools }: { tools: HomeTools }) {
  const { state, reload } = useQuestion('GET /api/1/home/sources', { lang: tools.reader.lang }, tools.serverUrl);
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {(view) => (
        <Flex direction="column" gap="md">
          <Sources view={view} tools={tools} />
          <AsOf at={view.asOf} reader={tools.reader} />
          <PageButtons reload={reload} tools={tools} />
        </Flex>
      )}
    </TabFrame>
  );
}

function Sources({ view, tools: { words, reader } }: { view: HomeSources; tools: HomeTools }) {
  const { format } = reader;
  if (view.sources.length === 0) {
    return (
      <EmptyState title={words.noSourcesTitle} layout="vertical" imageName="integrations">
        <Text>{words.noSources}</Text>
      </EmptyState>
    );
  }
  return (
    <>
      <Text>{words.sourcesIntro}</Text>
      <Table density="condensed">
        <TableHead>
          <TableRow>
            <TableHeader width="max">{words.source}</TableHeader>
            <TableHeader>{words.state}</TableHeader>
            <TableHeader>{words.lastReceived}</TableHeader>
            <TableHeader>{words.open}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {view.sources.map((source) => (
            <TableRow key={source.id}>
              <TableCell width="max">
                <Text format={{ fontWeight: 'demibold' }}>{source.name}</Text>
                <Text variant="microcopy">{source.provider}</Text>
              </TableCell>
              <TableCell>
                <StatusTag variant={looks[source.state]}>{words.states[source.state]}</StatusTag>
                {source.stoppedSince !== null && <Text variant="microcopy">{words.stopped(format.instant(source.stoppedSince))}</Text>}
              </TableCell>
              <TableCell>{source.lastReceivedAt === null ? words.never : format.instant(source.lastReceivedAt)}</TableCell>
              <TableCell>
                <Text>{words.openCounts(format.number(source.waiting), format.number(source.failed))}</Text>
                {source.waitingSince !== null && <Text variant="microcopy">{words.waitingSince(format.instant(source.waitingSince))}</Text>}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </>
  );
}
