import type { Content } from './content.ts';
import type { Companies } from './questions.ts';

/** Who were customers when a period began and when it ended (null: nobody looked on that day), and what is known of them now. */
export interface Watched {
  began: readonly number[] | null;
  ended: readonly number[] | null;
  /** Of living companies whether they are customers now; those that were merged or deleted are neither kept nor lost. */
  now: ReadonlyMap<number, boolean>;
  /** Won deals of 365 days. */
  wins: ReadonlyMap<number, number>;
  companies: Companies;
}

/**
 * Logo churn: customers when the period began who were none when it ended, and are none now. Nobody is counted in two periods, because
 * one ends on the day that the next begins with. null: it is not known.
 */
export function lostCustomers({ began, ended, now, wins, companies }: Watched): Content['lost'] {
  if (began === null || ended === null) return null;
  const [among, stayed] = [companies && new Set(companies), new Set(ended)];
  const customers = began.filter((id) => now.has(id) && (among === null || among.has(id)));
  const lost = customers.filter((id) => !stayed.has(id) && now.get(id) === false);
  const sum = (ids: readonly number[]) => ({ n: ids.length, money: ids.reduce((all, id) => all + (wins.get(id) ?? 0), 0) });
  return customers.length === 0 ? null : { ...sum(lost), of: sum(customers) };
}
