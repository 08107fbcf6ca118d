import type { BulletinScope, Frequency } from '../../../extensions/contracts/bulletin.ts';
import type { Band } from '../../../extensions/contracts/health.ts';
import type { ClassCounts } from '../lib/statistics.ts';

/** Why somebody should look at a company. */
export type Reason =
  | { kind: 'fell'; from: Band; to: Band }
  /** Detractors whom nobody has answered, the first so many days ago. */
  | { kind: 'unanswered'; n: number; days: number; overdue: boolean }
  | { kind: 'handoff-late'; days: number }
  | { kind: 'at-risk' };

export interface Move {
  company: string | null;
  from: Band;
  to: Band;
  /** Won deals of 365 days, in the account's currency; null: there are none. */
  money: number | null;
}

export interface LookAt {
  company: string | null;
  money: number | null;
  reasons: Reason[];
}

export interface Sum {
  n: number;
  money: number;
}

/** What an issue tells: facts without language, frozen when it was made, so that mail and page say the same. */
export interface Content {
  format: 1;
  account: string | null;
  currency: string;
  scope: BulletinScope;
  frequency: Frequency;
  /** The reader's days, `to` excluded. */
  period: { from: string; to: string; timeZone: string };
  asOf: string;
  /** How many companies it tells of. */
  companies: number;
  nps: {
    /** The last answer of each person about the relation, of 180 days; and the same 180 days before. */
    current: ClassCounts;
    previous: ClassCounts;
    /** What was answered in the period, and in the one before. */
    period: ClassCounts;
    before: ClassCounts;
    /** Other answers of the period: after a contact, or on other scales. */
    others: number;
    /** Month (YYYY-MM) by month, the running one last. */
    months: { month: string; standing: ClassCounts; given: ClassCounts }[];
  };
  loop: { open: number; overdue: number; kept: number; of: number; days: number };
  health: {
    mix: Record<Band, Sum>;
    fell: Sum;
    rose: Sum;
    /** The largest by money. */
    moves: Move[];
    reweighted: boolean;
  };
  /** Customers who were lost in the period, and among how many; null: not known, as in issues of earlier versions. */
  lost?: (Sum & { of: Sum }) | null;
  handoffs: { open: number; late: number };
  /** What answers of the period are about, and how many of those are detractors'; issues of earlier versions do not know. */
  causes: { label: string; n: number; detractors?: number }[];
  lookAt: LookAt[];
}

/** How many answers a group has. */
export function answersOf({ promoters, passives, detractors }: ClassCounts): number {
  return promoters + passives + detractors;
}

const BANDS: readonly Band[] = ['at-risk', 'watch', 'healthy'];

/** Whether a change of band is for the worse. */
export function isFall({ from, to }: { from: Band; to: Band }): boolean {
  return BANDS.indexOf(to) < BANDS.indexOf(from);
}

/** True where nothing happened in the period: nobody answered, nothing moved and nobody left. */
export function isQuiet({ nps, health, lost }: Content): boolean {
  return answersOf(nps.period) + nps.others + health.fell.n + health.rose.n + (lost?.n ?? 0) === 0;
}
