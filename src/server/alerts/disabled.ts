import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { Tx } from '../platform/db.ts';
import type { ChannelFault } from './channel.ts';
import { findChannel, listChannels } from './channel-store.ts';
import type { Channels } from './channels/index.ts';
import type { Letter } from './outbox.ts';
import type { AlertQuestions, Composed } from './questions.ts';
import { disabledWords, toldFault } from './channel-wording.ts';

/** An account says no language of its own. */
const OWN_LANGUAGE: Language = 'pt-BR';

/** Letters that tell the admins, by every other channel that reaches people, that one is disabled: once each time it happens. */
export async function lettersOfDisabled(tx: Tx, deps: Pick<AlertQuestions, 'admins'> & { channels: Channels }, { channelId, now }: { channelId: string; now: Date }): Promise<Letter[]> {
  const admins = await deps.admins(tx);
  return (await listChannels(tx)).flatMap((other) => {
    const part = deps.channels.get(other.kind);
    if (other.channel_id === channelId || other.state !== 'on' || part?.reaches !== 'people') return [];
    return admins.flatMap(({ ownerId, email }): Letter[] => {
      const recipient = part.addresses === 'email' ? email : String(ownerId);
      const key = `disabled.${channelId}.${now.getTime()}.${other.channel_id}.${ownerId}`;
      return recipient === null ? [] : [{ key, channelId: other.channel_id, recipient, about: { kind: 'channel-disabled', channelId }, companyId: null, language: OWN_LANGUAGE }];
    });
  });
}

/** What they are told; null where the channel was mended meanwhile. */
export async function composeDisabled(tx: Tx, { channels }: { channels: Channels }, channelId: string, language: Language): Promise<Composed> {
  const channel = await findChannel(tx, channelId);
  if (channel?.state !== 'disabled') return null;
  const part = channels.get(channel.kind);
  const fault = toldFault(part, (channel.fault ?? 'refused') as ChannelFault, language);
  const kind = part?.label[language] ?? channel.kind;
  const { title, reason, what, cure } = disabledWords[language];
  return { kind: 'message', message: { language, title: title(channel.name), tone: 'bad', lead: null, facts: [{ label: kind, value: channel.name }, { label: what, value: fault.told }, { label: cure, value: fault.cure }], quote: null, links: [], reason } };
}
