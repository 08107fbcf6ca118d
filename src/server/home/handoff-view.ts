import type { HomeHandoff, HomeHandoffFigures, HomeHandoffs } from '../../../extensions/contracts/home-handoffs.ts';
import type { HandoffFigures, HandoffPlace, HandoffUrls, NamedLeg, OpenHandoff, OpenHandoffs } from './questions.ts';

const MOST_STEPS = 60;

interface Around {
  limit: number;
  companies: ReadonlyMap<number, string | null>;
  deals: ReadonlyMap<number, string | null>;
  urls: HandoffUrls;
  now: Date;
}

/** The list of open handoffs: it holds one more than `limit` where there are others. */
export function handoffsView({ handoffs, ...counts }: OpenHandoffs, around: Around): HomeHandoffs {
  const { limit, now } = around;
  const last = handoffs[limit - 1];
  return {
    ok: true,
    asOf: now.toISOString(),
    ...counts,
    handoffs: handoffs.slice(0, limit).map((handoff) => row(handoff, around)),
    next: handoffs.length > limit && last ? placeMark({ at: last.dueAt, handoffId: last.handoffId }) : null,
  };
}

function row(handoff: OpenHandoff, { companies, deals, urls }: Around): HomeHandoff {
  const { handoffId, dealId, companyId, state, holder, asked, dueAt, late, paused, waitedHours, leftHours, completeness, returns } = handoff;
  return {
    id: handoffId,
    deal: { id: String(dealId), name: deals.get(dealId)?.slice(0, 500) ?? null, recordUrl: urls.deal(dealId) },
    company: { id: String(companyId), name: companies.get(companyId)?.slice(0, 500) ?? null, recordUrl: urls.company(companyId) },
    state, late, paused, waitedHours, leftHours, completeness, returns,
    holder: legOf(holder),
    asked: asked && legOf(asked),
    dueAt: dueAt?.toISOString() ?? null,
  };
}

function legOf({ id, label, owner }: NamedLeg): HomeHandoff['holder'] {
  return { id, label: label.slice(0, 80), owner: owner?.slice(0, 300) ?? null };
}

/** What became of handoffs over the last days. */
export function figuresView({ firstValue, returns, ...figures }: HandoffFigures, { days, now }: { days: number; now: Date }): HomeHandoffFigures {
  const { curve, ...median } = firstValue;
  const steps = curve.map(({ time, survival, low, high }) => ({ day: time, share: 1 - survival, low: 1 - high, high: 1 - low }));
  return { ok: true, asOf: now.toISOString(), days, ...figures, returns: returns.slice(0, 100), firstValue: { ...median, curve: thinned(steps) } };
}

/** As many steps as are drawn, evenly taken, the last one among them. */
function thinned<T>(steps: readonly T[]): T[] {
  if (steps.length <= MOST_STEPS) return [...steps];
  return Array.from({ length: MOST_STEPS }, (_, index) => steps[Math.round((index * (steps.length - 1)) / (MOST_STEPS - 1))]!);
}

/** A place in the list as the page hands it back. */
function placeMark({ at, handoffId }: HandoffPlace): string {
  return `${at?.getTime() ?? ''}:${handoffId}`;
}

/** Reads a mark of the list; '' is the beginning. */
export function handoffPlace(mark: string): HandoffPlace | null {
  if (mark === '') return null;
  const [at, handoffId] = mark.split(':');
  return { at: at === '' ? null : new Date(Number(at)), handoffId: handoffId! };
}
