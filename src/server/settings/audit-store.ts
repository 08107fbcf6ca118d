import type { AuditArea } from '../../../extensions/contracts/settings.ts';
import type { Tx } from '../platform/db.ts';

/** One change, or one refused try: ids and settings, never a secret or a respondent's word. */
export interface AuditEntry {
  at: Date;
  /** null: whoever runs the server, on the command line; of a bulletin, its reader. */
  userId: number | null;
  /** area.what, such as source.paused. */
  action: string;
  subject: string;
  before: unknown;
  after: unknown;
  /** Of the page's request; of the command line, the command; of a reader, that it was by their link. */
  requestId: string;
}

export interface StoredEntry extends AuditEntry {
  entryId: number;
}

/** Adds an entry, in the transaction of the change it tells of. */
export async function addEntry(tx: Tx, portalId: number, entry: AuditEntry): Promise<void> {
  await tx
    .insertInto('audit_entries')
    .values({
      portal_id: portalId,
      at: entry.at,
      user_id: entry.userId,
      action: entry.action,
      subject: entry.subject,
      before: jsonOf(entry.before),
      after: jsonOf(entry.after),
      request_id: entry.requestId,
    })
    .execute();
}

function jsonOf(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

/** The newest entries of an area ('' for all), below an id where one is given. */
export function listEntries(tx: Tx, asked: { area: AuditArea; below: number | null; limit: number }): Promise<StoredEntry[]> {
  return tx
    .selectFrom('audit_entries')
    .select(['entry_id as entryId', 'at', 'user_id as userId', 'action', 'subject', 'before', 'after', 'request_id as requestId'])
    .$if(asked.area !== '', (query) => query.where('action', 'like', `${asked.area}.%`))
    .$if(asked.below !== null, (query) => query.where('entry_id', '<', asked.below))
    .orderBy('entry_id', 'desc')
    .limit(asked.limit)
    .execute();
}
