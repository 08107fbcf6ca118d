import type { Tx } from '../../platform/db.ts';
import { type HandoffDeps, OWN_LANGUAGE } from '../commands.ts';
import { begunAt, readChoices } from '../settings-store.ts';
import { startHandoffs } from '../start.ts';
import { handedOver } from '../store.ts';
import { startingPipelines } from './arrivals.ts';

/** Makes drafts of deals that were won before Baton came. */
export const IMPORT_JOB = 'handoff.import-won';

const DAY_MS = 86_400_000;
/** Deals in one transaction: short enough to hold nobody up. */
const AT_ONCE = 25;

type Won = Awaited<ReturnType<HandoffDeps['wonBetween']>>[number];

/** Deals won in so many days before handoffs began by themselves, that have had none. */
export async function earlierWins(tx: Tx, deps: Pick<HandoffDeps, 'wonBetween'>, { portalId, days, now }: { portalId: number; days: number; now: Date }): Promise<Won[]> {
  const begun = await begunAt(tx, portalId, now);
  const won = await deps.wonBetween(tx, new Date(now.getTime() - days * DAY_MS), begun, startingPipelines(await readChoices(tx)));
  const known = await handedOver(tx, won.map((deal) => deal.dealId));
  return won.filter((deal) => !known.has(deal.dealId));
}

/** Starts a handoff for each earlier win; asked twice, each deal has one. */
export async function importWon(deps: HandoffDeps, { portalId, days }: { portalId: number; days: number }, signal: AbortSignal): Promise<void> {
  const now = deps.now();
  const portal = await deps.portal(portalId);
  const waiting = await deps.db.withPortal(portalId, (tx) => earlierWins(tx, deps, { portalId, days, now }));
  for (let from = 0; from < waiting.length; from += AT_ONCE) {
    signal.throwIfAborted();
    await deps.db.withPortal(portalId, async (tx) => {
      const some = waiting.slice(from, from + AT_ONCE);
      const known = await handedOver(tx, some.map((deal) => deal.dealId));
      const wins = [];
      for (const { dealId, wonAt } of some.filter((one) => !known.has(one.dealId))) {
        const deal = await deps.deal(tx, dealId);
        if (deal?.isWon === true) wins.push({ deal, openedAt: wonAt });
      }
      await startHandoffs(tx, deps, wins, { portalId, portal, userId: null, language: OWN_LANGUAGE, now });
    });
  }
}
