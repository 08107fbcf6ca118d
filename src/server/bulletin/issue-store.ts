import { sql } from 'kysely';
import { textArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';
import type { Content } from './content.ts';

export interface Issue {
  id: string;
  subscriptionId: string;
  /** The local day that it was due on; of a test, its own id. */
  slot: string;
  test: boolean;
  madeAt: Date;
  content: Content;
  letterKey: string | null;
}

const ISSUE = sql`issue_id as id, subscription_id as "subscriptionId", slot, test, made_at as "madeAt", content, letter_key as "letterKey"`;

/** Keeps an issue. @returns false where its subscription has one of the same slot: another process was faster. */
export async function keepIssue(tx: Tx, portalId: number, { id, subscriptionId, slot, test, madeAt, content, letterKey }: Issue): Promise<boolean> {
  const { rows } = await sql`
    insert into bulletin_issues (portal_id, issue_id, subscription_id, slot, test, made_at, content, letter_key)
    values (${portalId}, ${id}, ${subscriptionId}, ${slot}, ${test}, ${madeAt}, ${JSON.stringify(content)}::jsonb, ${letterKey})
    on conflict do nothing returning issue_id`.execute(tx);
  return rows.length > 0;
}

/** An issue. */
export async function findIssue(tx: Tx, id: string): Promise<Issue | undefined> {
  const { rows } = await sql<Issue>`select ${ISSUE} from bulletin_issues where issue_id = ${id}`.execute(tx);
  return rows[0];
}

/** The last issue of each of these subscriptions, tests included, without its content. */
export async function lastIssues(tx: Tx, subscriptionIds: readonly string[]): Promise<Map<string, Pick<Issue, 'madeAt' | 'test' | 'letterKey'> & { from: string; to: string }>> {
  const { rows } = await sql<Pick<Issue, 'subscriptionId' | 'madeAt' | 'test' | 'letterKey'> & { from: string; to: string }>`
    select distinct on (subscription_id) subscription_id as "subscriptionId", made_at as "madeAt", test, letter_key as "letterKey",
      content -> 'period' ->> 'from' as from, content -> 'period' ->> 'to' as to
    from bulletin_issues where subscription_id = any(${textArray(subscriptionIds)}::uuid[]) order by subscription_id, made_at desc`.execute(tx);
  return new Map(rows.map(({ subscriptionId, ...issue }) => [subscriptionId, issue]));
}

/** Deletes what was made before an instant. */
export async function forgetIssues(tx: Tx, before: Date): Promise<void> {
  await sql`delete from bulletin_issues where made_at < ${before}`.execute(tx);
}
