import type { Tx } from '../platform/db.ts';
import { addEntry } from './audit-store.ts';

/** What a command changed in an account, in the words of the audit trail: never a secret, and of an erasure only counts. */
export interface CommandEntry {
  portalId: number;
  /** As it is typed, without its arguments: "npm run source". */
  command: string;
  now: Date;
  /** area.what, such as source.paused. */
  action: string;
  subject: string;
  before: unknown;
  after: unknown;
}

/** Adds the entry of a change made on the command line, in the transaction of the change. */
export function auditCommand(tx: Tx, { portalId, command, now, ...entry }: CommandEntry): Promise<void> {
  return addEntry(tx, portalId, { ...entry, at: now, userId: null, requestId: command });
}
