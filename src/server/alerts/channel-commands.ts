import type { AddChannel, AddedChannel, MendChannel } from '../../../extensions/contracts/channels.ts';
import type { Language, Refusal } from '../../../extensions/contracts/envelope.ts';
import type { Done } from '../../../extensions/contracts/settings.ts';
import type { Made } from '../http/desk.ts';
import { refusal } from '../http/hubspot-request.ts';
import type { Tx } from '../platform/db.ts';
import { checkUrl } from '../platform/egress.ts';
import { isMailServer } from '../platform/mail.ts';
import type { Channel } from './channel.ts';
import type { ChannelDeps } from './channel-questions.ts';
import { deleteChannel, findChannel, insertChannel, listChannels, openSettings, sealSettings, type StoredChannel, updateChannel } from './channel-store.ts';
import { channelRefusal, MOST_CHANNELS, placeFault, settingsFault } from './channel-wording.ts';

const ID_BYTES = 8;
const LONGEST_CURE = 500;

type Deps = Pick<ChannelDeps, 'channels' | 'config' | 'secrets' | 'randomBytes'>;

interface Task {
  portalId: number;
  now: Date;
  /** The asker's. */
  language: Language;
}

/** What the audit trail may know of a channel: no setting, because most of them are secrets. */
function auditOf({ kind, name, redacted, state }: Pick<StoredChannel, 'kind' | 'name' | 'redacted' | 'state'>, place: string) {
  return { kind, name, place, redacted, state };
}

/** How the audit trail calls a channel. */
export function subjectOf(channelId: string): string {
  return `channel:${channelId}`;
}

/** Adds a channel; a secret that Baton makes is told in the answer, and never again. */
export async function addChannel(tx: Tx, deps: Deps, { portalId, body, now, language }: Task & { body: AddChannel }): Promise<Made<AddedChannel> | Refusal> {
  const channel = deps.channels.get(body.kind);
  if (channel === undefined) return channelRefusal('unknown-kind', language);
  if ((await listChannels(tx)).length >= MOST_CHANNELS) return channelRefusal('most', language);
  const { makes } = channel;
  const made = makes !== undefined && (body.settings[makes.setting] ?? '') === '' ? { [makes.setting]: makes.make(deps.randomBytes) } : {};
  const fit = fitSettings(deps, channel, { ...body.settings, ...made }, language);
  if (!fit.ok) return fit;
  const row = {
    portal_id: portalId, channel_id: deps.randomBytes(ID_BYTES).toString('hex'), kind: channel.id, name: body.name,
    settings_sealed: sealSettings(deps, portalId, fit.settings), redacted: body.redacted, state: 'on' as const, created_at: now,
  };
  await insertChannel(tx, row);
  const answer = { ok: true as const, channelId: row.channel_id, secret: Object.values(made)[0] ?? null };
  return { answer, action: 'channel.added', subject: subjectOf(row.channel_id), before: null, after: auditOf(row, channel.placeOf(fit.settings)) };
}

/** Replaces a channel's name and settings; a secret that is left empty stays. What was wrong may be over: it sends again. */
export async function mendChannel(tx: Tx, deps: Deps, { portalId, channelId, body, language }: Task & { channelId: string; body: MendChannel }): Promise<Made<Done> | Refusal> {
  const row = await findChannel(tx, channelId);
  const channel = row && deps.channels.get(row.kind);
  if (row === undefined || channel === undefined) return channelRefusal('gone', language);
  const old = openSettings(deps, row);
  const kept = Object.fromEntries(channel.settings.filter(({ id, input }) => input === 'secret' && (body.settings[id] ?? '') === '' && old[id] !== undefined).map(({ id }) => [id, old[id]!]));
  const fit = fitSettings(deps, channel, { ...body.settings, ...kept }, language);
  if (!fit.ok) return fit;
  const after = { ...row, name: body.name, redacted: body.redacted, state: row.state === 'off' ? ('off' as const) : ('on' as const) };
  await updateChannel(tx, channelId, {
    name: after.name, redacted: after.redacted, state: after.state, fault: null, fault_at: null, settings_sealed: sealSettings(deps, portalId, fit.settings),
  });
  const secretChanged = channel.settings.some(({ id, input }) => input === 'secret' && (fit.settings as Record<string, string>)[id] !== old[id]);
  return {
    answer: { ok: true }, action: 'channel.mended', subject: subjectOf(channelId),
    before: auditOf(row, channel.placeOf(old)), after: { ...auditOf(after, channel.placeOf(fit.settings)), ...(secretChanged && { secretChanged }) },
  };
}

/** Pauses a channel, or lets it send again. */
export async function pauseChannel(tx: Tx, { channelId, paused, language }: { channelId: string; paused: boolean; language: Language }): Promise<Made<Done> | Refusal> {
  const row = await findChannel(tx, channelId);
  if (row === undefined) return channelRefusal('gone', language);
  const state = paused ? 'off' : 'on';
  await updateChannel(tx, channelId, { state, ...(paused ? {} : { fault: null, fault_at: null }) });
  return { answer: { ok: true }, action: paused ? 'channel.paused' : 'channel.resumed', subject: subjectOf(channelId), before: { state: row.state }, after: { state } };
}

/** Removes a channel for good, its secrets with it. */
export async function removeChannel(tx: Tx, deps: Deps, { channelId, language }: { channelId: string; language: Language }): Promise<Made<Done> | Refusal> {
  const row = await findChannel(tx, channelId);
  if (row === undefined) return channelRefusal('gone', language);
  const place = deps.channels.get(row.kind)?.placeOf(openSettings(deps, row)) ?? '';
  await deleteChannel(tx, channelId);
  return { answer: { ok: true }, action: 'channel.removed', subject: subjectOf(channelId), before: auditOf(row, place), after: null };
}

/** Settings that the channel takes, and that lead to a place which may be called. */
function fitSettings({ config }: Pick<Deps, 'config'>, channel: Channel, given: Record<string, string>, language: Language): { ok: true; settings: unknown } | Refusal {
  const parsed = channel.settingsShape.safeParse(given);
  if (!parsed.success) return refusal('invalid', settingsFault(channel, parsed.error, language).slice(0, LONGEST_CURE));
  const place = channel.leadsTo?.(parsed.data);
  const ownHost = new URL(config.publicUrl).hostname;
  const callable = place === undefined || ('url' in place ? checkUrl(place.url, ownHost).ok : isMailServer(place, ownHost));
  return callable ? { ok: true, settings: parsed.data } : refusal('invalid', placeFault(language));
}
