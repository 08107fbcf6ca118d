import type { Band } from '../../../extensions/contracts/health.ts';
import { isFall, type Move, type Reason, type Sum } from './content.ts';
import type { BandOfCompany, LoopStanding } from './questions.ts';

const DAY_MS = 86_400_000;
const MOST_MOVES = 8;
const MOST_ACCOUNTS = 3;

/** What is known of companies when an issue is made. */
export interface Known {
  bands: readonly BandOfCompany[];
  loop: Pick<LoopStanding, 'open'>;
  lateHandoffs: readonly { companyId: number; dueAt: Date }[];
  /** Won deals of 365 days. */
  wins: ReadonlyMap<number, number>;
  now: Date;
}

type Unnamed<T> = Omit<T, 'company'> & { companyId: number };

/** Companies and their money by band. */
export function mixOf({ bands, wins }: Pick<Known, 'bands' | 'wins'>): Record<Band, Sum> {
  const mix: Record<Band, Sum> = { healthy: { n: 0, money: 0 }, watch: { n: 0, money: 0 }, 'at-risk': { n: 0, money: 0 } };
  for (const { companyId, band } of bands) {
    mix[band].n += 1;
    mix[band].money += wins.get(companyId) ?? 0;
  }
  return mix;
}

/** Who changed their band, the largest first. */
export function movesOf({ bands, wins }: Pick<Known, 'bands' | 'wins'>): { fell: Sum; rose: Sum; moves: Unnamed<Move>[] } {
  const moved = bands.flatMap(({ companyId, band, before }) => (before === null || before === band ? [] : [{ companyId, from: before, to: band, money: wins.get(companyId) ?? null }]));
  const sum = (moves: readonly Unnamed<Move>[]): Sum => ({ n: moves.length, money: moves.reduce((all, { money }) => all + (money ?? 0), 0) });
  return {
    fell: sum(moved.filter(isFall)),
    rose: sum(moved.filter((move) => !isFall(move))),
    moves: byMoney(moved).slice(0, MOST_MOVES),
  };
}

/**
 * The accounts to look at: those with something new against them (they fell, nobody answers them, their handoff is late), and
 * only where these are too few, those that are at risk anyway. Among equals the most money comes first, then the most reasons.
 */
export function accountsToLookAt({ bands, loop, lateHandoffs, wins, now }: Known): { companyId: number; money: number | null; reasons: Reason[] }[] {
  const reasons = new Map<number, Reason[]>();
  const add = (companyId: number, reason: Reason) => void reasons.set(companyId, [...(reasons.get(companyId) ?? []), reason]);
  for (const { companyId, band, before } of bands) if (before !== null && isFall({ from: before, to: band })) add(companyId, { kind: 'fell', from: before, to: band });
  for (const [companyId, reason] of unanswered(loop.open, now)) add(companyId, reason);
  for (const [companyId, dueAt] of earliest(lateHandoffs)) add(companyId, { kind: 'handoff-late', days: daysSince(dueAt, now) });
  const fresh = [...reasons].map(([companyId, its]) => ({ companyId, money: wins.get(companyId) ?? null, reasons: its }));
  const rest = bands.filter(({ companyId, band }) => band === 'at-risk' && !reasons.has(companyId)).map(({ companyId }) => ({ companyId, money: wins.get(companyId) ?? null, reasons: [{ kind: 'at-risk' } as Reason] }));
  return [...byMoney(fresh), ...byMoney(rest)].slice(0, MOST_ACCOUNTS);
}

function unanswered(open: LoopStanding['open'], now: Date): Map<number, Reason> {
  const found = new Map<number, Reason & { kind: 'unanswered' }>();
  for (const { companyId, openedAt, overdue } of open) {
    const known = found.get(companyId) ?? { kind: 'unanswered', n: 0, days: 0, overdue: false };
    found.set(companyId, { kind: 'unanswered', n: known.n + 1, days: Math.max(known.days, daysSince(openedAt, now)), overdue: known.overdue || overdue });
  }
  return found;
}

function earliest(late: Known['lateHandoffs']): Map<number, Date> {
  const found = new Map<number, Date>();
  for (const { companyId, dueAt } of late) {
    const known = found.get(companyId);
    if (known === undefined || dueAt < known) found.set(companyId, dueAt);
  }
  return found;
}

/** Whole days since an instant. */
function daysSince(at: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - at.getTime()) / DAY_MS));
}

function byMoney<T extends { companyId: number; money: number | null; reasons?: readonly Reason[] }>(all: readonly T[]): T[] {
  return [...all].sort((a, b) => (b.money ?? 0) - (a.money ?? 0) || (b.reasons?.length ?? 0) - (a.reasons?.length ?? 0) || a.companyId - b.companyId);
}
