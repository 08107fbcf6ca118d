import type { Tx } from '../platform/db.ts';
import type { Deps } from '../platform/deps.ts';
import type { JobContext } from '../platform/queue.ts';
import type { Channel, Sent } from './channel.ts';
import { type ChannelDeps, toolsOf } from './channel-questions.ts';
import { disableChannel, findChannel, noteSent, openSettings, sealSettings, updateChannel } from './channel-store.ts';
import { composeDisabled, lettersOfDisabled } from './disabled.ts';
import type { Content, Message } from './message.ts';
import { isToldTogether, type Letter, type Manners, readyAt, waitMs } from './outbox.ts';
import {
  forgottenLetters, forgetLetters, type Kept, keepLetter, lastSentTo, lettersOfBatch, lockDueTo, lockLetter, markEnded, markRepeated, markSending, markWaiting,
} from './outbox-store.ts';
import type { AlertQuestions, Site, WantedEngagement } from './questions.ts';

export const SEND_JOB = 'alerts.send';
/** What a step leaves in HubSpot needs no settings: no row of the account's channels has this id. */
export const HUBSPOT = 'hubspot';

export type AlertDeps = Pick<Deps, 'db' | 'now' | 'random' | 'enqueue'> & ChannelDeps & AlertQuestions;

/** How politely letters go out. */
export interface Posting {
  manners: Manners;
  now: Date;
}

/** So many messages are told together; the rest follow. */
const MOST_TOGETHER = 20;
/** A sender that has said nothing for so long is gone. */
const STUCK_MS = 5 * 60_000;
const SWEEP = 500;
const AT_ONCE: Manners = { quiet: null, groupMs: 0, timeZone: 'UTC' };
const KEPT_MS = 90 * 86_400_000;

/** Posts letters in the caller's transaction, each once: those whose time has come are sent as soon as it ends. */
export async function post(tx: Tx, deps: Pick<AlertDeps, 'enqueue'>, portalId: number, letters: readonly Letter[], { manners, now }: Posting): Promise<void> {
  for (const letter of letters) {
    const at = isToldTogether(letter.about) ? readyAt(now, await lastSentTo(tx, letter.channelId, letter.recipient), manners) : now;
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
  const site = await deps.site(portalId);
  const taken = await deps.db.withPortal(portalId, async (tx) => {
    const load = await take(tx, deps, key);
    return load && { load, ...(await compose(tx, deps, { portalId, site }, load)) };
  });
  if (taken === undefined || taken.content === null) return;
  const { load, content, told } = taken;
  const sent = content.kind === 'engagement' ? await leave(deps, portalId, load, content.wanted, signal) : await call(deps, portalId, load, content, signal);
  await deps.db.withPortal(portalId, (tx) => settle(tx, deps, portalId, { load, told, sent }));
  if (!sent.ok) log.warn({ portalId, channel: load.letters[0]!.channelId, fault: sent.fault }, 'A message was not taken');
}

async function take(tx: Tx, deps: AlertDeps, key: string): Promise<Load | undefined> {
  const now = deps.now();
  const letter = await lockLetter(tx, key);
  if (letter === undefined || !isMine(letter, now)) return undefined;
  const channel = await open(tx, deps, letter.channelId);
  if (channel === 'missing') return void (await markEnded(tx, [key], 'void', null, now));
  if (channel === 'shut') return undefined;
  if (letter.state === 'sending') {
    await markRepeated(tx, key, now);
    return { letters: await lettersOfBatch(tx, key), key, sentBefore: true, channel };
  }
  const others = isToldTogether(letter.about) ? await lockDueTo(tx, letter, now, MOST_TOGETHER - 1) : [];
  const letters = [letter, ...others];
  await markSending(tx, letters.map((one) => one.key), key, now);
  return { letters: letters.map((one) => ({ ...one, attempts: one.attempts + 1 })), key, sentBefore: false, channel };
}

function isMine({ key, state, batch, notBefore }: Kept, now: Date): boolean {
  return state === 'waiting' ? notBefore <= now : state === 'sending' && batch === key;
}

async function open(tx: Tx, deps: AlertDeps, channelId: string): Promise<Load['channel'] | 'missing' | 'shut'> {
  if (channelId === HUBSPOT) return null;
  const stored = await findChannel(tx, channelId);
  const part = stored && deps.channels.get(stored.kind);
  if (stored === undefined || part === undefined) return 'missing';
  if (stored.state !== 'on') return 'shut';
  return { part, settings: part.settingsShape.parse(openSettings(deps, stored)), redacted: stored.redacted };
}

type Loaded = Content | { kind: 'engagement'; wanted: WantedEngagement };

/** The text of what is sent; letters that have nothing to tell any more end here. */
async function compose(tx: Tx, deps: AlertDeps, { portalId, site }: { portalId: number; site: Site }, { letters, channel }: Load): Promise<{ content: Loaded | null; told: readonly Kept[] }> {
  const now = deps.now();
  const told: Kept[] = [];
  const messages: Message[] = [];
  for (const letter of letters) {
    const composed = await textOf(tx, deps, letter, { ...site, portalId, language: letter.language, redacted: channel?.redacted ?? false, now });
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

/** Of its own channels the room speaks itself. */
function textOf(tx: Tx, deps: AlertDeps, { about, language }: Kept, reading: Parameters<AlertQuestions['compose']>[2]): ReturnType<AlertQuestions['compose']> {
  return about.kind === 'channel-disabled' ? composeDisabled(tx, deps, about.channelId, language) : deps.compose(tx, about, reading);
}

async function leave(deps: AlertDeps, portalId: number, { key, sentBefore }: Load, wanted: WantedEngagement, signal: AbortSignal): Promise<Sent> {
  const made = await toolsOf(deps, portalId, signal).ensureEngagement({ ...wanted, key, sent: sentBefore });
  return typeof made === 'string' ? { ok: false, try: 'never', disables: false, fault: made } : { ok: true };
}

async function call(deps: AlertDeps, portalId: number, { letters, key, sentBefore, channel }: Load, content: Content, signal: AbortSignal): Promise<Sent> {
  const [{ recipient, companyId }] = letters as [Kept];
  const { part, settings } = channel!;
  return part.send({ content, to: recipient, key, companyId, sentBefore, now: deps.now() }, settings, toolsOf(deps, portalId, signal));
}

async function settle(tx: Tx, deps: AlertDeps, portalId: number, { load, told, sent }: { load: Load; told: readonly Kept[]; sent: Sent }): Promise<void> {
  const now = deps.now();
  const keys = told.map((one) => one.key);
  const [{ channelId }] = load.letters as [Kept];
  const channel = channelId === HUBSPOT ? undefined : await findChannel(tx, channelId);
  if (sent.ok) {
    await markEnded(tx, keys, 'sent', null, now);
    if (channel === undefined) return;
    await noteSent(tx, channel, now);
    if (sent.settings !== undefined) await updateChannel(tx, channelId, { settings_sealed: sealSettings(deps, portalId, sent.settings) });
    return;
  }
  const wait = sent.try === 'again' ? waitMs(Math.max(...told.map((one) => one.attempts)), sent.afterMs, deps.random()) : null;
  if (wait !== null) return markWaiting(tx, keys, new Date(now.getTime() + wait), sent.fault);
  // What a channel that is shut did not take waits until somebody has mended it.
  if (sent.try === 'never' && sent.disables && channel !== undefined) {
    await markWaiting(tx, keys, now, sent.fault);
    await disableChannel(tx, channel, sent.fault, now);
    if (channel.state === 'on') await post(tx, deps, portalId, await lettersOfDisabled(tx, deps, { channelId, now }), { manners: AT_ONCE, now });
    return;
  }
  await markEnded(tx, keys, 'failed', sent.fault, now);
}
