import type { HomeCaseFigures } from '../../../extensions/contracts/cases.ts';
import type { Tx } from '../platform/db.ts';
import type { Account } from './account.ts';
import { casesToMeasure, countReasons } from './list-store.ts';
import { attainment, measure, type Measured } from './sla.ts';
import type { StoredCase } from './store.ts';
import { attainmentView } from './view.ts';

const DAY_MS = 86_400_000;
const MOST_GROUPS = { owners: 1_000, segments: 200 };

/** How the cases that were opened in the last so many days kept their time. @param segmentLabels by value; what is missing is told by its value. */
export async function figuresOf(tx: Tx, { roster, calendar, now }: Account, { days, segmentLabels }: { days: number; segmentLabels: ReadonlyMap<string, string> }): Promise<HomeCaseFigures> {
  const since = new Date(now.getTime() - days * DAY_MS);
  const cases = (await casesToMeasure(tx, since)).map((one) => ({ one, measured: measure(one, { hours: one.policyHours!, calendar }, now) }));
  const groups = <K extends string | number | null>(keyOf: (one: StoredCase) => K) => [...grouped(cases, keyOf)].map(([key, all]) => ({ key, figure: attainmentView(attainment(all)) })).sort((a, b) => b.figure.of - a.figure.of);
  return {
    ok: true,
    asOf: now.toISOString(),
    days,
    all: attainmentView(attainment(cases.map(({ measured }) => measured))),
    byClass: groups((one) => one.class).map(({ key, figure }) => ({ ...figure, class: key })),
    byOwner: groups((one) => one.ownerId).slice(0, MOST_GROUPS.owners).map(({ key, figure }) => ({ ...figure, owner: key === null ? null : { id: String(key), name: roster.get(key)?.name?.slice(0, 300) ?? null } })),
    bySegment: groups((one) => one.segment).slice(0, MOST_GROUPS.segments).map(({ key, figure }) => ({ ...figure, segment: key, label: key === null ? null : (segmentLabels.get(key)?.slice(0, 300) ?? key) })),
    reasons: await countReasons(tx, since),
  };
}

function grouped<K>(cases: readonly { one: StoredCase; measured: Measured }[], keyOf: (one: StoredCase) => K): Map<K, Measured[]> {
  const groups = new Map<K, Measured[]>();
  for (const { one, measured } of cases) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [measured]);
    else group.push(measured);
  }
  return groups;
}
