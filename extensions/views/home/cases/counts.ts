import type { CaseList, CaseView, HomeCases } from '../../../contracts/cases.ts';

/** The lists that a case is on, as the server counts them. @param asOf the instant of the counts. */
function listsOf({ state, clock }: CaseView, asOf: string): CaseList[] {
  if (state !== 'new' && state !== 'acknowledged') return [state];
  const dueAt = clock?.dueAt ?? null;
  return dueAt !== null && dueAt < asOf ? ['open', 'overdue'] : ['open'];
}

/** What the inbox counts once the steps that were made since it was read count, too. @param cases those of the view, as they stand now. */
export function countsNow({ asOf, cases: read, counts, owners }: HomeCases, cases: readonly CaseView[]): Pick<HomeCases, 'counts' | 'owners'> {
  const lists = { ...counts };
  const people = new Map(owners.map((owner) => [owner.id, owner]));
  function add(one: CaseView, n: 1 | -1): void {
    for (const list of listsOf(one, asOf)) lists[list] = Math.max(0, lists[list] + n);
    if (one.state === 'closed') return;
    const id = one.owner?.id ?? 'none';
    const { name, open } = people.get(id) ?? { name: one.owner?.name ?? null, open: 0 };
    people.set(id, { id, name, open: Math.max(0, open + n) });
  }
  for (const [at, before] of read.entries()) {
    const now = cases[at] ?? before;
    if (now === before) continue;
    add(before, -1);
    add(now, 1);
  }
  return { counts: lists, owners: [...people.values()] };
}
