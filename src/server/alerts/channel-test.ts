import type { ChannelTest } from '../../../extensions/contracts/channels.ts';
import type { Language, Refusal } from '../../../extensions/contracts/envelope.ts';
import type { Made } from '../http/desk.ts';
import type { CardRequest } from '../http/endpoint.ts';
import type { Tx } from '../platform/db.ts';
import type { Channel, ChannelTools, Sent } from './channel.ts';
import { subjectOf } from './channel-commands.ts';
import { type ChannelDeps, toolsOf } from './channel-questions.ts';
import { disableChannel, findChannel, noteSent, openSettings, sealSettings, type StoredChannel, updateChannel } from './channel-store.ts';
import { channelRefusal, toldFault } from './channel-wording.ts';
import { testMessage } from './test-message.ts';

/** HubSpot's proxy gives up after 15 s: the page is to be told before. */
const WITHIN_MS = 12_000;

interface Prepared {
  ok: true;
  row: StoredChannel;
  channel: Channel;
  settings: Record<string, string>;
  /** Whom: the asker, on a channel that reaches people. */
  to: string | null;
}

type Asked = CardRequest & { body: { key: string }; language: Language };

/** Sends a test message now: to the asker, or to the place. What comes of it counts: a channel that gets through is on again. */
export function testChannel(deps: ChannelDeps, request: Asked, path: string): Promise<ChannelTest | Refusal> {
  const { portalId, params, now, language } = request;
  return deps.desk.changeAround<ChannelTest, Prepared, Sent>(request, { level: 'admin', path }, {
    prepare: (tx) => prepare(tx, deps, request, params.channelId!),
    call: async (prepared) => send(deps, prepared, { ...request, timeZone: await deps.timeZone(portalId) }),
    async record(tx, { row, channel, settings, to }, sent): Promise<Made<ChannelTest>> {
      await keep(tx, deps, row, sent, now);
      const answer = { ok: true as const, arrived: sent.ok, to: to !== null && channel.addresses === 'email' ? to : channel.placeOf(settings), fault: sent.ok ? null : toldFault(channel, sent.fault, language) };
      const after = { arrived: sent.ok, fault: sent.ok ? null : sent.fault };
      return { answer, action: 'channel.tested', subject: subjectOf(row.channel_id), before: { state: row.state }, after };
    },
  });
}

async function prepare(tx: Tx, deps: ChannelDeps, { userId, userEmail, language }: Asked, channelId: string): Promise<Prepared | Refusal> {
  const row = await findChannel(tx, channelId);
  const channel = row && deps.channels.get(row.kind);
  if (row === undefined || channel === undefined) return channelRefusal('gone', language);
  const owner = channel.addresses === 'owner' ? await deps.ownerOfUser(tx, userId) : null;
  const to = channel.addresses === 'email' ? userEmail : owner === null ? null : String(owner);
  return { ok: true, row, channel, settings: openSettings(deps, row), to };
}

/** Never throws: what is HubSpot's trouble may pass. */
async function send(deps: ChannelDeps, { row, channel, settings, to }: Prepared, { portalId, body, now, language, log, timeZone }: Asked & { timeZone: string }): Promise<Sent> {
  const content = { kind: 'messages' as const, messages: [testMessage(language, { channel: row.name, now, timeZone })] as const };
  const tools = toolsOf(deps, portalId, AbortSignal.timeout(WITHIN_MS));
  const soon: ChannelTools = { ...tools, sendMail: (server, mail) => tools.sendMail(server, mail, { withinMs: WITHIN_MS }) };
  try {
    return await channel.send({ content, to, key: `test-${body.key}`, companyId: null, sentBefore: false, now }, settings, soon);
  } catch (error) {
    log.warn({ err: error, channel: channel.id }, 'a test of a channel broke off');
    return { ok: false, try: 'again', afterMs: null, fault: 'unreached' };
  }
}

async function keep(tx: Tx, deps: ChannelDeps, row: StoredChannel, sent: Sent, now: Date): Promise<void> {
  // It may have been removed or mended meanwhile.
  const current = await findChannel(tx, row.channel_id);
  if (current === undefined || current.settings_sealed !== row.settings_sealed) return;
  if (!sent.ok) return sent.try === 'never' && sent.disables ? disableChannel(tx, current, sent.fault, now) : undefined;
  await noteSent(tx, current, now);
  if (sent.settings !== undefined) await updateChannel(tx, row.channel_id, { settings_sealed: sealSettings(deps, row.portal_id, sent.settings) });
}
