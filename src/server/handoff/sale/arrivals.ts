import type { Tx } from '../../platform/db.ts';
import { type Acting, type HandoffDeps, OWN_LANGUAGE, takeStep } from '../commands.ts';
import { begunAt, type HandoffChoices, readChoices } from '../settings-store.ts';
import { READ_JOB, startHandoffs } from '../start.ts';
import { handedOver, sellingHandoffs } from '../store.ts';
import { lostReason } from '../wording.ts';
import { outdatedSales } from './sale-store.ts';

/** A deal is read again by itself at most so often. */
const READ_AGAIN_MS = 10 * 60_000;

/** In which pipelines a win begins a handoff: where a stage was chosen, else in all. */
export function startingPipelines({ starts }: Pick<HandoffChoices, 'starts'>): string[] {
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

/** Deals that have come where a handoff begins and have had none; a stage counts for those that enter it after it was chosen. */
async function arrivedDeals(tx: Tx, deps: HandoffDeps, companyIds: readonly number[], { portalId, now }: Pick<Acting, 'portalId' | 'now'>): ReturnType<HandoffDeps['dealsArrived']> {
  const begun = await begunAt(tx, portalId, now);
  const choices = await readChoices(tx);
  const places = { stages: choices.starts.map((start) => start.stage), pipelines: startingPipelines(choices) };
  const arrived = await deps.dealsArrived(tx, companyIds, places, { won: begun, entered: choices.startsAt ?? begun });
  const known = await handedOver(tx, arrived.map((deal) => deal.dealId));
  return arrived.filter((deal) => !known.has(deal.dealId));
}

/** What CS has accepted stays for people to decide, and so does what one of them reopened. */
async function cancelLost(tx: Tx, deps: HandoffDeps, companyIds: readonly number[], acting: Acting): Promise<void> {
  const selling = await sellingHandoffs(tx, companyIds);
  const lost = new Set(await deps.lostDeals(tx, selling.map((one) => one.dealId)));
  for (const { handoffId } of selling.filter((one) => lost.has(one.dealId))) await takeStep(tx, deps, { handoffId, step: { kind: 'cancel', reason: lostReason[acting.language] } }, acting);
}
