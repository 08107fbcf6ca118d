import type { Tx } from '../platform/db.ts';
import { type Account, accountOf, type CaseDeps } from './account.ts';
import { isSettled } from './case.ts';
import { timed, underPolicy } from './commands.ts';
import { tellSegment } from './letters.ts';
import { readSettings } from './settings-store.ts';
import { findCase, rungsTaken, saveSegment, unreadSegments } from './store.ts';

/** What HubSpot reads in one call. */
const PAGE = 100;

/** Reads the segments that HubSpot did not tell when cases opened, until it does: they count from the beginning of the case. */
export async function readSegments(deps: CaseDeps, signal: AbortSignal): Promise<void> {
  for (const site of await deps.activePortals()) {
    if (signal.aborted) return;
    const { portalId } = site;
    const { unread, property } = await deps.db.withPortal(portalId, async (tx) => {
      const unread = await unreadSegments(tx, PAGE);
      return { unread, property: unread.length === 0 ? null : ((await readSettings(tx, []))?.settings.segmentProperty ?? null) };
    });
    if (unread.length === 0) continue;
    const segments = property === null ? new Map<number, null>() : await deps.companyValues(portalId, [...new Set(unread.map(({ companyId }) => companyId))], property);
    if (segments === null) continue;
    await deps.db.withPortal(portalId, async (tx) => {
      const account = await accountOf(tx, deps, site);
      for (const asked of unread) await settle(tx, deps, { ...asked, segment: segments.get(asked.companyId) ?? null }, account);
    });
  }
}

/** Gives a case its segment, and, where no step of the ladder was taken yet, the time that is its. Whom only a rule of the segment names is told now. */
async function settle(tx: Tx, deps: CaseDeps, { caseId, companyId, segment }: { caseId: string; companyId: number; segment: string | null }, account: Account): Promise<void> {
  const one = await findCase(tx, caseId, { lock: true });
  // Another company's by now: the next look reads that one's.
  if (one === undefined || !one.segmentUnread || one.companyId !== companyId) return;
  const taken = await rungsTaken(tx, one);
  const known = { ...one, segment, segmentUnread: false };
  const after = taken.length > 0 ? known : timed(underPolicy(known, account), account, taken);
  await saveSegment(tx, after, account.now);
  if (segment !== null && (after.state !== 'closed' || isSettled(after))) await tellSegment(tx, deps, after, account);
}
