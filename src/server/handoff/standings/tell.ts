import type { Tx } from '../../platform/db.ts';
import type { HandoffDeps } from '../commands.ts';
import { businessCalendar } from '../playbooks/playbook-store.ts';
import { handoffProperties } from '../properties.ts';
import { findHandoff, speakersAmong, type StoredHandoff } from '../store.ts';
import { standingOf } from './standing.ts';
import { outdatedStandings, saveStanding } from './standing-store.ts';

/** How many handoffs one transaction tells anew. */
const AT_ONCE = 100;

/** Tells lists, and the companies and deals in HubSpot, anew what is not told by the account's present zone and calendar, or by a version of Baton that told less. */
export async function tellStandings(deps: HandoffDeps, portalId: number, signal: AbortSignal): Promise<void> {
  const { timeZone } = await deps.portal(portalId);
  let told = AT_ONCE;
  while (told === AT_ONCE) {
    signal.throwIfAborted();
    told = await deps.db.withPortal(portalId, async (tx) => {
      const by = { timeZone, calendar: await businessCalendar(tx, timeZone) };
      const outdated = await outdatedStandings(tx, by, AT_ONCE);
      const handoffs: StoredHandoff[] = [];
      for (const handoffId of outdated) {
        // Locked: a step that is made at the same time must not be told as it was before.
        const handoff = await findHandoff(tx, handoffId, { lock: true });
        if (handoff !== undefined) handoffs.push(handoff);
      }
      for (const handoff of handoffs) await saveStanding(tx, portalId, standingOf(handoff, timeZone, by.calendar), by);
      await tellRecords(tx, deps, portalId, handoffs.map((handoff) => ({ ...handoff, properties: handoffProperties(handoff, timeZone, by.calendar) })));
      return outdated.length;
    });
  }
}

type Told = Pick<StoredHandoff, 'handoffId' | 'companyId' | 'dealId'> & { properties: Readonly<Record<string, string>> };

/** A record tells of one handoff: where it is not the one at hand, it tells of that one already. */
async function tellRecords(tx: Tx, deps: HandoffDeps, portalId: number, handoffs: readonly Told[]): Promise<void> {
  const { companies, deals } = await speakersAmong(tx, handoffs.map((one) => one.handoffId));
  const writes = (of: 'companyId' | 'dealId', speakers: ReadonlySet<string>) =>
    handoffs.filter((one) => speakers.has(one.handoffId)).map((one) => ({ id: one[of], properties: one.properties })).sort((one, other) => one.id - other.id);
  await deps.writeProperties(tx, portalId, 'companies', writes('companyId', companies));
  await deps.writeProperties(tx, portalId, 'deals', writes('dealId', deals));
}
