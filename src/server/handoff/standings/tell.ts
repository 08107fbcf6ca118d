import type { HandoffDeps } from '../commands.ts';
import { businessCalendar } from '../playbooks/playbook-store.ts';
import { handoffProperties } from '../properties.ts';
import { findHandoff, speakingHandoffs } from '../store.ts';
import { standingOf } from './standing.ts';
import { outdatedStandings, saveStanding } from './standing-store.ts';

/** How many companies, and how many standings, one transaction tells anew. */
const AT_ONCE = 200;
const STANDINGS = 100;

/** What lists and company records say of open handoffs, by the calendar as it is now. */
export async function followCalendar(deps: HandoffDeps, portalId: number, signal: AbortSignal): Promise<void> {
  await tellStandings(deps, portalId, signal);
  const { timeZone } = await deps.portal(portalId);
  for (let after: number | undefined = 0; after !== undefined; ) {
    signal.throwIfAborted();
    after = await followAfter(deps, portalId, timeZone, after);
  }
}

/** @returns the company to go on after; undefined at the end. */
async function followAfter(deps: HandoffDeps, portalId: number, timeZone: string, after: number): Promise<number | undefined> {
  return deps.db.withPortal(portalId, async (tx) => {
    const handoffs = await speakingHandoffs(tx, after, AT_ONCE);
    const calendar = await businessCalendar(tx, timeZone);
    const told = handoffs.map((handoff) => ({ handoff, properties: handoffProperties(handoff, timeZone, calendar) }));
    await deps.writeProperties(tx, portalId, 'companies', told.map(({ handoff, properties }) => ({ id: handoff.companyId, properties })));
    await deps.writeProperties(tx, portalId, 'deals', told.map(({ handoff, properties }) => ({ id: handoff.dealId, properties })));
    return handoffs.length < AT_ONCE ? undefined : handoffs.at(-1)!.companyId;
  });
}

/** Tells anew what is not told by the account's present zone and calendar. */
export async function tellStandings(deps: HandoffDeps, portalId: number, signal: AbortSignal): Promise<void> {
  const { timeZone } = await deps.portal(portalId);
  let told = STANDINGS;
  while (told === STANDINGS) {
    signal.throwIfAborted();
    told = await deps.db.withPortal(portalId, async (tx) => {
      const by = { timeZone, calendar: await businessCalendar(tx, timeZone) };
      const outdated = await outdatedStandings(tx, by, STANDINGS);
      for (const handoffId of outdated) {
        // Locked: a step that is made at the same time must not be told as it was before.
        const handoff = await findHandoff(tx, handoffId, { lock: true });
        if (handoff !== undefined) await saveStanding(tx, portalId, standingOf(handoff, timeZone, by.calendar), by);
      }
      return outdated.length;
    });
  }
}
