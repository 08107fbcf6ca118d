import type { ChannelRow, ChannelsView } from '../../../extensions/contracts/channels.ts';
import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { Role } from '../../../extensions/contracts/role.ts';
import { formFields } from '../platform/setting-field.ts';
import type { Channel, ChannelFault } from './channel.ts';
import type { Channels } from './channels/index.ts';
import type { StoredChannel } from './channel-store.ts';
import { toldFault } from './channel-wording.ts';

export interface OpenChannel {
  row: StoredChannel;
  settings: Record<string, string>;
}

/** The tab "Channels". */
export function channelsView(open: readonly OpenChannel[], { channels, role, language, now }: { channels: Channels; role: Role; language: Language; now: Date }): ChannelsView {
  return {
    ok: true,
    asOf: now.toISOString(),
    role,
    channels: open.map((one) => rowOf(one, channels.get(one.row.kind), language)),
    kinds: [...channels.values()].map(({ id, label, reaches, settings }) => ({ id, label: label[language], reaches, fields: formFields(settings, language) })),
  };
}

function rowOf({ row, settings }: OpenChannel, channel: Channel | undefined, language: Language): ChannelRow {
  const shown = channel?.settings.filter(({ id, input }) => input !== 'secret' && settings[id] !== undefined) ?? [];
  return {
    id: row.channel_id,
    kind: row.kind,
    name: row.name,
    state: row.state,
    place: channel?.placeOf(settings) ?? '',
    redacted: row.redacted,
    fault: row.fault === null ? null : toldFault(channel, row.fault as ChannelFault, language),
    faultAt: row.fault_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    lastSentAt: row.last_sent_at?.toISOString() ?? null,
    settings: Object.fromEntries(shown.map(({ id }) => [id, settings[id]!])),
  };
}
