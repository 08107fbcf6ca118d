import { type Finder, finderOf } from './lexicon.ts';
import type { Lexicon } from './lexicon-store.ts';

/** So many accounts with causes of their own are kept in mind. */
const MOST = 50;

/** The finder of an account's causes. */
export type Finders = (portalId: number, lexicon: Lexicon) => Finder;

/** Keeps the finders that were used last: one takes as long to make as a hundred comments take to read. */
export function createFinders(): Finders {
  const made = new Map<string, Finder>();
  return (portalId, { saved, revision, causes }) => {
    const key = saved ? `${portalId}/${revision}` : 'starting';
    const find = made.get(key) ?? finderOf(causes);
    // The newest stands last.
    made.delete(key);
    made.set(key, find);
    if (made.size > MOST) made.delete(made.keys().next().value!);
    return find;
  };
}
