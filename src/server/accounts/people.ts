import type { Tx } from '../platform/db.ts';

/** Someone who owns records in HubSpot; `userId` is what cards call them. */
export interface Person {
  userId: number;
  name: string | null;
  email: string | null;
}

/** The account's people, by name; an owner without a user (deactivated, or of an integration) is left out. */
export async function people(tx: Tx): Promise<Person[]> {
  const rows = await tx.selectFrom('owners').select(['user_id', 'name', 'email']).where('user_id', 'is not', null).where('archived', '=', false).orderBy('name').orderBy('user_id').execute();
  return rows.map((row) => ({ userId: row.user_id!, name: row.name, email: row.email }));
}
