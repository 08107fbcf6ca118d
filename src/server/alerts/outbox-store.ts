import { sql } from 'kysely';
import type { Language } from '../../../extensions/contracts/envelope.ts';
import { textArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';
import type { About, Letter } from './outbox.ts';

/** Something that is to go out, as it is kept. */
export interface Kept {
  key: string;
  channelId: string;
  recipient: string | null;
  about: About;
  companyId: number | null;
  language: Language;
  state: 'waiting' | 'sending' | 'sent' | 'void' | 'failed';
  notBefore: Date;
  attempts: number;
  batch: string | null;
  takenAt: Date | null;
}

const KEPT = sql`
  key, channel_id as "channelId", recipient, about, company_id as "companyId", language, state, not_before as "notBefore", attempts, batch, taken_at as "takenAt"`;

/** As isToldTogether says. */
const TOLD_TOGETHER = sql`about ->> 'kind' in ('case', 'case-unplaced')`;

/** Keeps a letter to go out not before `readyAt`. @returns false where its key is known. */
export async function keepLetter(tx: Tx, portalId: number, letter: Letter, { readyAt, now }: { readyAt: Date; now: Date }): Promise<boolean> {
  const { key, channelId, recipient, about, companyId, language } = letter;
  const { rows } = await sql`
    insert into outbox (portal_id, key, channel_id, recipient, about, company_id, language, state, not_before, made_at)
    values (${portalId}, ${key}, ${channelId}, ${recipient}, ${JSON.stringify(about)}::jsonb, ${companyId}, ${language}, 'waiting', ${readyAt}, ${now})
    on conflict do nothing returning key`.execute(tx);
  return rows.length > 0;
}

/** When this reader of this channel was last written to about a case; what waits is told together with what comes. */
export async function lastSentTo(tx: Tx, channelId: string, recipient: string | null): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(coalesce(ended_at, taken_at)) as at from outbox
    where channel_id = ${channelId} and recipient is not distinct from ${recipient} and state in ('sending', 'sent')
      and ${TOLD_TOGETHER}`.execute(tx);
  return rows[0]!.at;
}

/**
 * A letter, kept from change until the transaction ends, and with it the turn to write to its reader: two senders at once
 * would each take one of two letters that are to be told together.
 */
export async function lockLetter(tx: Tx, key: string): Promise<Kept | undefined> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended(concat_ws(' ', portal_id, channel_id, recipient), 0)) from outbox where key = ${key}`.execute(tx);
  const { rows } = await sql<Kept>`select ${KEPT} from outbox where key = ${key} for update`.execute(tx);
  return rows[0];
}

/** What goes to the same reader of a channel by now, apart from a given one; kept from change, and without what others have in hand. */
export async function lockDueTo(tx: Tx, { key, channelId, recipient }: Kept, now: Date, limit: number): Promise<Kept[]> {
  const { rows } = await sql<Kept>`
    select ${KEPT} from outbox
    where channel_id = ${channelId} and recipient is not distinct from ${recipient} and state = 'waiting' and not_before <= ${now} and key <> ${key}
      and ${TOLD_TOGETHER}
    order by made_at, key limit ${limit} for update skip locked`.execute(tx);
  return rows;
}

/** What was taken in hand together. */
export async function lettersOfBatch(tx: Tx, batch: string): Promise<Kept[]> {
  const { rows } = await sql<Kept>`select ${KEPT} from outbox where batch = ${batch} and state = 'sending' order by made_at, key for update`.execute(tx);
  return rows;
}

/** Takes letters in hand, said before the call: who dies in the middle of it is followed by one who knows. */
export async function markSending(tx: Tx, keys: readonly string[], batch: string, now: Date): Promise<void> {
  await sql`update outbox set state = 'sending', batch = ${batch}, taken_at = ${now}, attempts = attempts + 1 where key = any(${textArray(keys)}::text[])`.execute(tx);
}

/** Notes that a batch is sent once more, because nobody knows whether it was. */
export async function markRepeated(tx: Tx, batch: string, now: Date): Promise<void> {
  await sql`update outbox set taken_at = ${now}, attempts = attempts + 1, possible_duplicate = true where batch = ${batch} and state = 'sending'`.execute(tx);
}

/** Notes how it ended for these letters. */
export async function markEnded(tx: Tx, keys: readonly string[], state: 'sent' | 'void' | 'failed', fault: string | null, now: Date): Promise<void> {
  await sql`update outbox set state = ${state}, fault = ${fault}, ended_at = ${now} where key = any(${textArray(keys)}::text[])`.execute(tx);
}

/** Puts letters back, to be tried again. */
export async function markWaiting(tx: Tx, keys: readonly string[], notBefore: Date, fault: string): Promise<void> {
  await sql`update outbox set state = 'waiting', batch = null, taken_at = null, not_before = ${notBefore}, fault = ${fault} where key = any(${textArray(keys)}::text[])`.execute(tx);
}

/** Letters that nobody brings any more: due ones that wait, and those in hand since before `stuckBefore`. */
export async function forgottenLetters(tx: Tx, { now, stuckBefore, limit }: { now: Date; stuckBefore: Date; limit: number }): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select o.key from outbox o left join channels c on c.portal_id = o.portal_id and c.channel_id = o.channel_id
    where (o.state = 'waiting' and o.not_before <= ${now} and coalesce(c.state, 'on') = 'on')
      or (o.state = 'sending' and o.taken_at < ${stuckBefore} and o.key = o.batch)
    order by o.not_before, o.key limit ${limit}`.execute(tx);
  return rows.map((row) => row.key);
}

/** Deletes what ended before an instant. */
export async function forgetLetters(tx: Tx, before: Date): Promise<void> {
  await sql`delete from outbox where ended_at < ${before}`.execute(tx);
}

/** What became of letters, by their keys; one that is known no more is left out. */
export async function fatesOf(tx: Tx, keys: readonly string[]): Promise<Map<string, { state: Kept['state']; fault: string | null; endedAt: Date | null }>> {
  const { rows } = await sql<{ key: string; state: Kept['state']; fault: string | null; endedAt: Date | null }>`
    select key, state, fault, ended_at as "endedAt" from outbox where key = any(${textArray(keys)}::text[])`.execute(tx);
  return new Map(rows.map(({ key, ...fate }) => [key, fate]));
}

/** Deletes what went, or is to go, to these addresses. */
export async function forgetLettersTo(tx: Tx, emails: readonly string[]): Promise<void> {
  await sql`delete from outbox where lower(recipient) = any(${textArray(emails)}::text[])`.execute(tx);
}
