import { type Selectable, sql } from 'kysely';
import type { BulletinChoices, Schedule } from '../../../extensions/contracts/bulletin.ts';
import { textArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';
import { nextDue } from './period.ts';
import type { BulletinSubscriptionsTable } from './tables.ts';

type Row = Selectable<BulletinSubscriptionsTable>;

/** Who gets a bulletin, when, and of what. */
export interface Subscription extends BulletinChoices {
  id: string;
  email: string;
  state: Row['state'];
  addedBy: number;
  addedAt: Date;
  /** When the schedule was chosen. */
  since: Date;
  endedAt: Date | null;
  nextAt: Date | null;
  lastDay: string | null;
  revision: number;
}

function subscriptionOf(row: Row): Subscription {
  return {
    id: row.subscription_id, email: row.email, language: row.language, schedule: row.schedule, scope: row.scope, reason: row.reason, state: row.state, addedBy: row.added_by,
    addedAt: row.added_at, since: row.since, endedAt: row.ended_at, nextAt: row.next_at, lastDay: row.last_day, revision: row.revision,
  };
}

/** The account's subscriptions: those that are on, then the others, by address. */
export async function listSubscriptions(tx: Tx): Promise<Subscription[]> {
  const { rows } = await sql<Row>`select * from bulletin_subscriptions order by state <> 'on', email`.execute(tx);
  return rows.map(subscriptionOf);
}

/** A subscription, kept from change until the transaction ends where it is to be changed. */
export async function findSubscription(tx: Tx, id: string, { lock = false } = {}): Promise<Subscription | undefined> {
  const { rows } = await sql<Row>`select * from bulletin_subscriptions where subscription_id = ${id} ${lock ? sql`for update` : sql``}`.execute(tx);
  return rows[0] && subscriptionOf(rows[0]);
}

/** The subscription of an address, kept from change. */
export async function lockByEmail(tx: Tx, email: string): Promise<Subscription | undefined> {
  const { rows } = await sql<Row>`select * from bulletin_subscriptions where email = ${email} for update`.execute(tx);
  return rows[0] && subscriptionOf(rows[0]);
}

/** Subscriptions whose next issue is due. */
export async function dueSubscriptions(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select subscription_id as id from bulletin_subscriptions where state = 'on' and next_at <= ${now} order by next_at, subscription_id limit ${limit}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Adds a subscription, or turns on again what had ended. */
export async function saveSubscription(tx: Tx, portalId: number, { id, email, addedBy, choices }: { id: string; email: string; addedBy: number; choices: BulletinChoices }, now: Date): Promise<void> {
  const { language, schedule, scope, reason } = choices;
  await sql`
    insert into bulletin_subscriptions (portal_id, subscription_id, email, language, schedule, scope, reason, state, added_by, added_at, since, next_at, revision)
    values (${portalId}, ${id}, ${email}, ${language}, ${JSON.stringify(schedule)}::jsonb, ${JSON.stringify(scope)}::jsonb, ${reason}, 'on', ${addedBy}, ${now}, ${now}, ${nextDue(schedule, now)}, 1)
    on conflict (portal_id, subscription_id) do update set language = excluded.language, schedule = excluded.schedule, scope = excluded.scope, reason = excluded.reason,
      state = 'on', added_by = excluded.added_by, added_at = excluded.added_at, since = excluded.since, next_at = excluded.next_at, ended_at = null,
      revision = bulletin_subscriptions.revision + 1`.execute(tx);
}

/** Changes what was chosen; a schedule that stays goes on as it was. */
export async function changeChoices(tx: Tx, before: Subscription, { language, schedule, scope, reason }: BulletinChoices, now: Date): Promise<void> {
  const same = sameSchedule(before.schedule, schedule);
  const since = same ? before.since : now;
  const nextAt = same ? before.nextAt : nextDue(schedule, now);
  await sql`
    update bulletin_subscriptions set language = ${language}, schedule = ${JSON.stringify(schedule)}::jsonb, scope = ${JSON.stringify(scope)}::jsonb, reason = ${reason},
      since = ${since}, next_at = ${nextAt}, revision = revision + 1
    where subscription_id = ${before.id}`.execute(tx);
}

function sameSchedule(one: Schedule, other: Schedule): boolean {
  return (['frequency', 'weekday', 'monthDay', 'time', 'timeZone'] as const).every((name) => one[name] === other[name]);
}

/** Ends a subscription: its links open nothing from now on. @returns false where it had ended. */
export async function endSubscription(tx: Tx, id: string, state: 'revoked' | 'unsubscribed', now: Date): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update bulletin_subscriptions set state = ${state}, ended_at = ${now}, next_at = null, revision = revision + 1 where subscription_id = ${id} and state = 'on'`.execute(tx);
  return numAffectedRows > 0n;
}

/** Notes until when issues are made. @param lastDay null: none was made now. */
export async function advance(tx: Tx, { id, schedule, lastDay: known }: Subscription, lastDay: string | null, now: Date): Promise<void> {
  await sql`update bulletin_subscriptions set next_at = ${nextDue(schedule, now)}, last_day = ${lastDay ?? known} where subscription_id = ${id}`.execute(tx);
}

/** The addresses of subscriptions, by their ids. */
export async function addressesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; email: string }>`select subscription_id as id, email from bulletin_subscriptions where subscription_id = any(${textArray(ids)}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, email }) => [id, email]));
}

/** Deletes everything of these addresses. */
export async function forgetReaders(tx: Tx, emails: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`delete from bulletin_subscriptions where email = any(${textArray(emails)}::text[]) returning subscription_id as id`.execute(tx);
  await sql`delete from bulletin_issues where subscription_id = any(${textArray(rows.map(({ id }) => id))}::uuid[])`.execute(tx);
}

/** Deletes subscriptions that ended before an instant. */
export async function forgetEnded(tx: Tx, before: Date): Promise<void> {
  await sql`delete from bulletin_subscriptions where ended_at < ${before}`.execute(tx);
}

