import { EmptyState, Flex, StatusTag, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import { TabFrame } from '../../components/TabFrame.tsx';
import type { ChannelRow, ChannelState, ChannelsView } from '../../contracts/channels.ts';
import { useQuestion } from '../../hooks/useQuestion.ts';
import { AddChannel } from './AddChannel.tsx';
import { ChannelDetail } from './ChannelDetail.tsx';
import { OpenPanel } from './OpenPanel.tsx';
import type { PageTools } from './page-tools.ts';

const looks: Record<ChannelState, 'success' | 'danger' | 'warning'> = { on: 'success', off: 'warning', disabled: 'danger' };

/** Where alerts go out: how each channel does, and how to add one. */
export function ChannelsTab({ tools }: { tools: PageTools }) {
  const { state, reload } = useQuestion('GET /api/1/settings/channels', { lang: tools.reader.lang }, tools.serverUrl);
  return (
    <TabFrame state={state} tools={tools} reload={reload} keeps>
      {(view) => <Channels view={view} tools={tools} reload={reload} />}
    </TabFrame>
  );
}

function Channels({ view, tools, reload }: { view: ChannelsView; tools: PageTools; reload: () => void }) {
  const words = tools.words.channels;
  return (
    <Flex direction="column" gap="md">
      <Text>{words.intro}</Text>
      {view.channels.length === 0 ? (
        <EmptyState title={words.emptyTitle} layout="vertical" imageName="integrations">
          <Text>{words.empty}</Text>
        </EmptyState>
      ) : (
        <Table density="condensed">
          <TableHead>
            <TableRow>
              <TableHeader width="max">{words.channel}</TableHeader>
              <TableHeader>{words.state}</TableHeader>
              <TableHeader>{words.lastSent}</TableHeader>
              <TableHeader align="right">{words.open}</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {view.channels.map((channel) => (
              <Row key={channel.id} channel={channel} view={view} tools={tools} reload={reload} />
            ))}
          </TableBody>
        </Table>
      )}
      {view.role === 'admin' ? <AddChannel kinds={view.kinds} tools={tools} added={reload} /> : <Text variant="microcopy">{tools.words.page.readOnly}</Text>}
    </Flex>
  );
}

function Row({ channel, view, tools, reload }: { channel: ChannelRow; view: ChannelsView; tools: PageTools; reload: () => void }) {
  const words = tools.words.channels;
  const kind = view.kinds.find((one) => one.id === channel.kind);
  const notes = [kind?.label ?? channel.kind, channel.place, ...(channel.redacted ? [words.redacted] : [])].filter((note) => note !== '');
  return (
    <TableRow>
      <TableCell width="max">
        <Text format={{ fontWeight: 'demibold' }}>{channel.name}</Text>
        <Text variant="microcopy">{notes.join(' · ')}</Text>
      </TableCell>
      <TableCell>
        <StatusTag variant={looks[channel.state]}>{words.states[channel.state]}</StatusTag>
        {channel.fault !== null && <Text variant="microcopy">{channel.fault.told}</Text>}
      </TableCell>
      <TableCell>{channel.lastSentAt === null ? words.never : tools.reader.format.instant(channel.lastSentAt)}</TableCell>
      <TableCell align="right">
        <OpenPanel id={`channel-${channel.id}`} name={channel.name} words={words}>
          <ChannelDetail channel={channel} kind={kind} admin={view.role === 'admin'} tools={tools} changed={reload} />
        </OpenPanel>
      </TableCell>
    </TableRow>
  );
}
