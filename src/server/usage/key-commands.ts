import type { Deps } from '../platform/deps.ts';
import type { Db, Tx } from '../platform/db.ts';
import { storableText } from '../lib/storable-text.ts';
import { sameText } from '../platform/secrets.ts';
import { keyOf, makeKey, spend } from './key.ts';
import { insertKey, listKeys, lockKey, saveSpending } from './key-store.ts';

/** The most keys of a portal that work at the same time: enough for several systems, each with two while it rotates. */
export const MOST_KEYS = 20;

export interface NewKey {
  portalId: number;
  /** What people call it. */
  name: string;
  /** The system that posts with it: lower case letters, digits and dashes. A key that replaces another has the same. */
  source?: string | undefined;
}

export type AddedKey = { ok: true; prefix: string; source: string; /** Shown this once. */ key: string } | { ok: false; reason: { 'pt-BR': string; en: string } };

const unfit = {
  name: { 'pt-BR': 'A chave precisa de um nome, como o do sistema que a usa.', en: 'The key needs a name, such as the system that uses it.' },
  source: {
    'pt-BR': 'A origem deve ter letras minúsculas, números e hífens, 60 no máximo.',
    en: 'The source must be lower case letters, digits and dashes, 60 at most.',
  },
  many: { 'pt-BR': `A conta tem ${MOST_KEYS} chaves em uso: revogue uma antes.`, en: `The account has ${MOST_KEYS} keys that work: revoke one first.` },
};

/** Adds an API key; it is told here and nowhere else, stored is its hash. */
export async function addKey(tx: Tx, deps: Pick<Deps, 'randomBytes'>, { portalId, name, source = 'app' }: NewKey, now: Date): Promise<AddedKey> {
  const called = storableText(name.trim().slice(0, 100));
  if (called === '') return { ok: false, reason: unfit.name };
  if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(source)) return { ok: false, reason: unfit.source };
  const working = (await listKeys(tx)).filter(({ revokedAt }) => revokedAt === null);
  if (working.length >= MOST_KEYS) return { ok: false, reason: unfit.many };
  const { key, prefix, hash } = makeKey(deps.randomBytes);
  await insertKey(tx, portalId, { prefix, hash, source, name: called }, now);
  return { ok: true, prefix, source, key };
}

export interface Admission {
  portalId: number;
  source: string;
}

/** `unknown`: no such key, or revoked; `spent`: right, but its minute is used up. */
export type Admitted = { state: 'unknown' } | { state: 'spent' | 'admitted'; by: Admission; left: number; resetSeconds: number };

/** Checks the key of a request and spends of its allowance, exactly over all processes. */
export async function admit(db: Db, header: string | undefined, cost: number, now: Date): Promise<Admitted> {
  const given = keyOf(header);
  if (given === undefined) return { state: 'unknown' };
  return db.withSystem('usage key', async (tx) => {
    const key = await lockKey(tx, given.prefix);
    // Compared even where there is no key, so that time tells nobody which prefixes exist.
    const right = sameText(given.hash, key?.keyHash ?? '');
    if (key === undefined || !right || key.revoked) return { state: 'unknown' };
    const { ok, window, left, resetSeconds } = spend(key.window, cost, now.getTime());
    if (ok) await saveSpending(tx, given.prefix, window, now);
    return { state: ok ? 'admitted' : 'spent', by: { portalId: key.portalId, source: key.source }, left, resetSeconds };
  });
}
