import type { Tx } from '../platform/db.ts';
import { forgetReaders } from './subscription-store.ts';

/** Takes a person out of those who get bulletins, with the issues made for them: their links open nothing any more. */
export async function forgetInBulletins(tx: Tx, person: { emails: readonly string[] }): Promise<{ companyIds: []; traces: [] }> {
  await forgetReaders(tx, person.emails.map((email) => email.toLowerCase()));
  return { companyIds: [], traces: [] };
}
