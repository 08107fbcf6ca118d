import type { Deps } from '../platform/deps.ts';
import type { Tx } from '../platform/db.ts';
import { ALLOWANCE } from './key.ts';
import { addKey, type AddedKey, MOST_KEYS, type NewKey } from './key-commands.ts';
import { listKeys, revokeKey, type ShownKey } from './key-store.ts';
import { COST } from './routes.ts';

/** API keys as an administrator looks after them; each runs in the caller's transaction. */
export interface KeyAdministration {
  /** Where systems post usage to, below the server's address. */
  path: string;
  /** What a key may spend in a minute, what an event and a bulk cost of it, and how many keys may work at a time. */
  limits: { minute: number; event: number; bulk: number; keys: number };
  list(tx: Tx): Promise<ShownKey[]>;
  add(tx: Tx, key: NewKey, now: Date): Promise<AddedKey>;
  /** False: there is no such key, or it was revoked before. */
  revoke(tx: Tx, prefix: string, now: Date): Promise<boolean>;
}

/** What the settings page may do with keys. */
export function keyAdministration(deps: Pick<Deps, 'randomBytes'>): KeyAdministration {
  return {
    path: '/v1/usage',
    limits: { minute: ALLOWANCE, event: COST.single, bulk: COST.bulk, keys: MOST_KEYS },
    list: listKeys,
    add: (tx, key, now) => addKey(tx, deps, key, now),
    revoke: revokeKey,
  };
}
