import type { Tx } from '../../platform/db.ts';
import { type Acting, type HandoffDeps, OWN_LANGUAGE, takeStep } from '../commands.ts';
import type { Place } from '../questions.ts';
import { begunAt, type HandoffChoices, readChoices, type Start } from '../settings-store.ts';
import { READ_JOB, startHandoffs } from '../start.ts';
import { findHandoff, handedOver, sellingHandoffs } from '../store.ts';
import { lostReason } from '../wording.ts';
import { outdatedSales } from './sale-store.ts';

/** A deal is read again by itself at most so often. */
const READ_AGAIN_MS = 10 * 60_000;

/** In which pipelines a win begins a handoff: where a stage was chosen, else in all. */
export function startingPipelines({ starts }: { starts: readonly Start[] }): string[] {
  return [...new Set(starts.map((start) => start.pipeline))];
}

/** Something has changed for these companies: deals that have come to their stage become handoffs, drafts of lost ones end, and what sales fills in follows the deal. */
export async function followDeals(deps: HandoffDeps, portalId: number, companyIds: readonly number[]): Promise<void> {
  const now = deps.now();
  const portal = await deps.portal(portalId);
  const acting: Acting = { portalId, portal, userId: null, language: OWN_LANGUAGE, now };
  await deps.db.withPortal(portalId, async (tx) => {
    const arrived = await arrivedDeals(tx, deps, companyIds, { portalId, now });
    await startHandoffs(tx, deps, arrived.map((deal) => ({ deal, openedAt: now })), acting);
    await cancelLost(tx, deps, companyIds, acting);
    // A deal that changes may have got other line items.
    const outdated = await outdatedSales(tx, companyIds, new Date(now.getTime() - READ_AGAIN_MS));
    await deps.enqueue(tx, READ_JOB, outdated.map((sale) => ({ portalId, ...sale })));
  });
}

/** Where handoffs begin by themselves: at the chosen stages and at a win in their pipelines, each since it was chosen; without any, at every win. */
export function placesOf({ starts, startsAt }: Pick<HandoffChoices, 'starts' | 'startsAt'>, begun: Date): Place[] {
  if (starts.length === 0) return [{ pipeline: null, stage: null, since: startsAt ?? begun }];
  const wins = startingPipelines({ starts }).map((pipeline): Place => {
    const since = starts.filter((start) => start.pipeline === pipeline).map((start) => start.since.getTime());
    return { pipeline, stage: null, since: new Date(Math.min(...since)) };
  });
  return [...starts, ...wins];
}

/** Deals that have come where a handoff begins, and have had none. */
async function arrivedDeals(tx: Tx, deps: HandoffDeps, companyIds: readonly number[], { portalId, now }: Pick<Acting, 'portalId' | 'now'>): ReturnType<HandoffDeps['dealsArrived']> {
  const begun = await begunAt(tx, portalId, now);
  const arrived = await deps.dealsArrived(tx, companyIds, placesOf(await readChoices(tx), begun));
  const known = await handedOver(tx, arrived.map((deal) => deal.dealId));
  return arrived.filter((deal) => !known.has(deal.dealId));
}

/** What CS has accepted stays for people to decide, and so does what one of them reopened, or began when the deal was lost already. */
async function cancelLost(tx: Tx, deps: HandoffDeps, companyIds: readonly number[], acting: Acting): Promise<void> {
  const selling = await sellingHandoffs(tx, companyIds);
  const lost = await deps.lostDeals(tx, selling.map((one) => one.dealId));
  for (const { handoffId, dealId, openedAt } of selling) {
    const at = lost.get(dealId);
    if (at === undefined || at < openedAt) continue;
    // Somebody may have acted since it was looked for.
    const handoff = await findHandoff(tx, handoffId, { lock: true });
    if (handoff?.baton.status !== 'open' || handoff.baton.acceptedAt !== null || handoff.baton.reopened) continue;
    await takeStep(tx, deps, { handoffId, step: { kind: 'cancel', reason: lostReason[acting.language] } }, { ...acting, why: lostReason });
  }
}
