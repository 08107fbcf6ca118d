import type { Tx } from '../platform/db.ts';
import type { Deps } from '../platform/deps.ts';
import type { JobContext } from '../platform/queue.ts';
import type { Channel, ChannelTools, Sent } from './channel.ts';
import { disableChannel, findChannel, noteSent, SEALED_FOR } from './channel-store.ts';
import type { Channels } from './channels/index.ts';
import type { Content, Message } from './message.ts';
import { type Letter, type Manners, readyAt, waitMs } from './outbox.ts';
import {
  forgottenLetters, forgetLetters, type Kept, keepLetter, lastSentTo, lettersOfBatch, lockDueTo, lockLetter, markEnded, markRepeated, markSending, markWaiting,
} from './outbox-store.ts';
import type { AlertQuestions, Site, WantedEngagement } from './questions.ts';

export const SEND_JOB = 'alerts.send';
/** What a step leaves in HubSpot needs no settings: no row of the account's channels has this id. */
export const HUBSPOT = 'hubspot';

export type AlertDeps = Pick<Deps, 'db' | 'now' | 'random' | 'enqueue' | 'secrets'> & AlertQuestions & { channels: Channels; tools: Omit<ChannelTools, 'ensureEngagement'> };

/** So many messages are told together; the rest follow. */
const MOST_TOGETHER = 20;
/** A sender that has said nothing for so long is gone. */
const STUCK_MS = 5 * 60_000;
const SWEEP = 500;
const KEPT_MS = 90 * 86_400_000;

/** Posts letters in the caller's transaction, each once: those whose time has come are sent as soon as it ends. */
export async function post(tx: Tx, deps: Pick<AlertDeps, 'enqueue'>, portalId: number, letters: readonly Letter[], { manners, now }: { manners: Manners; now: Date }): Promise<void> {
  for (const letter of letters) {
    const polite = letter.about.kind === 'case';
    const at = polite ? readyAt(now, await lastSentTo(tx, letter.channelId, letter.recipient), manners) : now;
    const fresh = await keepLetter(tx, portalId, letter, { readyAt: at, now });
    if (fresh && at <= now) await deps.enqueue(tx, SEND_JOB, [{ portalId, key: letter.key }]);
  }
}

/** Brings what nobody brings any more: what was put off, and what a sender that died had in hand. */
export async function sweep(deps: AlertDeps, signal: AbortSignal): Promise<void> {
  for (const { portalId } of await deps.activePortals()) {
    if (signal.aborted) return;
    const now = deps.now();
    await deps.db.withPortal(portalId, async (tx) => {
      const keys = await forgottenLetters(tx, { now, stuckBefore: new Date(now.getTime() - STUCK_MS), limit: SWEEP });
      if (keys.length > 0) await deps.enqueue(tx, SEND_JOB, keys.map((key) => ({ portalId, key })));
    });
  }
}

/** Deletes what went out long ago. */
export async function forgetOld(deps: AlertDeps): Promise<void> {
  for (const { portalId } of await deps.activePortals()) await deps.db.withPortal(portalId, (tx) => forgetLetters(tx, new Date(deps.now().getTime() - KEPT_MS)));
}

/** What is sent in one call, and how. */
interface Load {
  letters: readonly Kept[];
  key: string;
  sentBefore: boolean;
  channel: { part: Channel; settings: unknown; redacted: boolean } | null;
}

/**
 * Sends a letter, and with it what else is due to the same reader. Said before the call and noted after it, so that one
 * who dies in between is followed by one who sends it again, marked as a possible repetition.
 */
export async function send(deps: AlertDeps, { portalId, key }: { portalId: number; key: string }, { signal, log }: JobContext): Promise<void> {
  const load = await deps.db.withPortal(portalId, (tx) => take(tx, deps, portalId, key));
  if (load === undefined) return;
  const site = await deps.site(portalId);
  const { content, told } = await deps.db.withPortal(portalId, (tx) => compose(tx, deps, { portalId, site }, load));
  if (content === null) return;
  const sent = content.kind === 'engagement' ? await leave(deps, portalId, load, content.wanted, signal) : await call(deps, portalId, load, content, signal);
  await deps.db.withPortal(portalId, (tx) => settle(tx, deps, { load, told, sent }));
  if (!sent.ok) log.warn({ portalId, channel: load.letters[0]!.channelId, fault: sent.fault }, 'A message was not taken');
}

async function take(tx: Tx, deps: AlertDeps, portalId: number, key: string): Promise<Load | undefined> {
  const now = deps.now();
  const letter = await lockLetter(tx, key);
  if (letter === undefined || !isMine(letter, now)) return undefined;
  const channel = await open(tx, deps, portalId, letter.channelId);
  if (channel === 'missing') return void (await markEnded(tx, [key], 'void', null, now));
  if (channel === 'shut') return undefined;
  if (letter.state === 'sending') {
    await markRepeated(tx, key, now);
    return { letters: await lettersOfBatch(tx, key), key, sentBefore: true, channel };
  }
  const others = letter.about.kind === 'case' ? await lockDueTo(tx, letter, now, MOST_TOGETHER - 1) : [];
  const letters = [letter, ...others];
  await markSending(tx, letters.map((one) => one.key), key, now);
  return { letters: letters.map((one) => ({ ...one, attempts: one.attempts + 1 })), key, sentBefore: false, channel };
}

function isMine({ key, state, batch, notBefore }: Kept, now: Date): boolean {
  return state === 'waiting' ? notBefore <= now : state === 'sending' && batch === key;
}

async function open(tx: Tx, { channels, secrets }: AlertDeps, portalId: number, channelId: string): Promise<Load['channel'] | 'missing' | 'shut'> {
  if (channelId === HUBSPOT) return null;
  const stored = await findChannel(tx, channelId);
  const part = stored && channels.get(stored.kind);
  if (stored === undefined || part === undefined) return 'missing';
  if (stored.state !== 'on') return 'shut';
  const settings = JSON.parse(secrets.open(SEALED_FOR, portalId, stored.settings_sealed).toString('utf8')) as unknown;
  return { part, settings: part.settingsShape.parse(settings), redacted: stored.redacted };
}

type Loaded = Content | { kind: 'engagement'; wanted: WantedEngagement };

/** The text of what is sent; letters that have nothing to tell any more end here. */
async function compose(tx: Tx, deps: AlertDeps, { portalId, site }: { portalId: number; site: Site }, { letters, channel }: Load): Promise<{ content: Loaded | null; told: readonly Kept[] }> {
  const now = deps.now();
  const told: Kept[] = [];
  const messages: Message[] = [];
  for (const letter of letters) {
    const composed = await deps.compose(tx, letter.about, { ...site, portalId, language: letter.language, redacted: channel?.redacted ?? false, now });
    if (composed === null) await markEnded(tx, [letter.key], 'void', null, now);
    else if (composed.kind !== 'message') return { content: composed, told: [letter] };
    else {
      told.push(letter);
      messages.push(composed.message);
    }
  }
  const [first, ...rest] = messages;
  return { content: first === undefined ? null : { kind: 'messages', messages: [first, ...rest] }, told };
}

async function leave(deps: AlertDeps, portalId: number, { key, sentBefore }: Load, wanted: WantedEngagement, signal: AbortSignal): Promise<Sent> {
  const made = await deps.ensureEngagement(portalId, { ...wanted, key, sent: sentBefore }, signal);
  return typeof made === 'string' ? { ok: false, try: 'never', disables: false, fault: made } : { ok: true };
}

async function call(deps: AlertDeps, portalId: number, { letters, key, sentBefore, channel }: Load, content: Content, signal: AbortSignal): Promise<Sent> {
  const [{ recipient, companyId }] = letters as [Kept];
  const { part, settings } = channel!;
  const tools: ChannelTools = { ...deps.tools, ensureEngagement: (wanted) => deps.ensureEngagement(portalId, wanted, signal) };
  return part.send({ content, to: recipient, key, companyId, sentBefore, now: deps.now() }, settings, tools);
}

async function settle(tx: Tx, deps: AlertDeps, { load, told, sent }: { load: Load; told: readonly Kept[]; sent: Sent }): Promise<void> {
  const now = deps.now();
  const keys = told.map((one) => one.key);
  const [{ channelId }] = load.letters as [Kept];
  if (sent.ok) {
    await markEnded(tx, keys, 'sent', null, now);
    if (channelId !== HUBSPOT) await noteSent(tx, channelId, now);
    return;
  }
  const wait = sent.try === 'again' ? waitMs(Math.max(...told.map((one) => one.attempts)), sent.afterMs, deps.random()) : null;
  if (wait !== null) return markWaiting(tx, keys, new Date(now.getTime() + wait), sent.fault);
  // What a channel that is shut did not take waits until somebody has mended it.
  if (sent.try === 'never' && sent.disables) {
    await markWaiting(tx, keys, now, sent.fault);
    await disableChannel(tx, channelId, sent.fault, now);
    return;
  }
  await markEnded(tx, keys, 'failed', sent.fault, now);
}
