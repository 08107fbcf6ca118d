import type { Tx } from '../../platform/db.ts';
import { clearAlert, handoffIdsOf, moveAlert, raiseAlert, standingAlerts, watchedIds } from './alert-store.ts';
import { isAboutCustomer, judge, quoteOf, type Sight, sightsOf, type Verdict } from './alerts.ts';
import { alertTrace } from './alert-wording.ts';
import { turnOf } from '../baton.ts';
import { type HandoffDeps, leaveTraces, OWN_LANGUAGE } from '../commands.ts';
import { businessCalendar } from '../playbooks/playbook-store.ts';
import type { PortalFacts } from '../questions.ts';
import { addMove, findHandoff, findWatched, type StoredHandoff, type WatchedHandoff } from '../store.ts';

/** Handoffs that are looked at in one transaction; each that changes has one of its own. */
const PAGE = 200;
const FIRST = '00000000-0000-0000-0000-000000000000';

interface Look {
  portalId: number;
  portal: PortalFacts;
  now: Date;
}

/** Looks at every handoff of the accounts that are connected: what is late is told once, whoever else is looking. */
export async function watchAll(deps: HandoffDeps, signal: AbortSignal): Promise<void> {
  for (const { portalId, timeZone, currency } of await deps.activePortals()) {
    const look = { portalId, portal: { timeZone, currency }, now: deps.now() };
    for (let after = FIRST; !signal.aborted; ) {
      const ids = await deps.db.withPortal(portalId, (tx) => watchedIds(tx, after, PAGE));
      if (ids.length === 0) break;
      await watch(deps, ids, look);
      after = ids.at(-1)!;
    }
  }
}

/** The same for the handoffs of some companies, as soon as something has changed for them. */
export async function watchCompanies(deps: HandoffDeps, portalId: number, companyIds: readonly number[]): Promise<void> {
  const look = { portalId, portal: await deps.portal(portalId), now: deps.now() };
  await watch(deps, await deps.db.withPortal(portalId, (tx) => handoffIdsOf(tx, companyIds)), look);
}

async function watch(deps: HandoffDeps, handoffIds: readonly string[], look: Look): Promise<void> {
  const { portalId } = look;
  const changing = await deps.db.withPortal(portalId, async (tx) => {
    const handoffs = await findWatched(tx, handoffIds);
    const verdicts = await judgeAll(tx, deps, handoffs, look);
    return handoffs.filter((_, index) => hasNews(verdicts[index]!)).map((handoff) => handoff.handoffId);
  });
  for (const handoffId of changing) await deps.db.withPortal(portalId, (tx) => settle(tx, deps, handoffId, look));
}

async function judgeAll(tx: Tx, deps: HandoffDeps, handoffs: readonly WatchedHandoff[], { portal, now }: Look): Promise<Verdict[]> {
  const standing = await standingAlerts(tx, handoffs.map((handoff) => handoff.handoffId));
  const lastSeen = await deps.lastActivity(tx, [...new Set(handoffs.map((handoff) => handoff.companyId))], now);
  const calendar = await businessCalendar(tx, portal.timeZone);
  return handoffs.map((handoff) =>
    judge(
      standing.filter((alert) => alert.handoffId === handoff.handoffId),
      sightsOf(handoff, { calendar, lastSeen: lastSeen.get(handoff.companyId) ?? null, now }),
      now,
    ),
  );
}

function hasNews({ raise, clear, move }: Verdict): boolean {
  return raise.length + clear.length + move.length > 0;
}

/** Judges one handoff again, kept from change, and tells what is new: in its history, as a task, as an event. */
async function settle(tx: Tx, deps: HandoffDeps, handoffId: string, look: Look): Promise<void> {
  const { portalId, now } = look;
  const handoff = await findHandoff(tx, handoffId, { lock: true });
  if (handoff === undefined) return;
  const [verdict] = (await judgeAll(tx, deps, [handoff], look)) as [Verdict];
  if (!hasNews(verdict)) return;
  const { raise, clear, move } = verdict;
  for (const alert of clear) await clearAlert(tx, handoffId, alert, now);
  for (const { alert, since } of move) await moveAlert(tx, handoffId, alert, since);
  for (const alert of raise) {
    if (await raiseAlert(tx, portalId, handoffId, alert, now)) await tell(tx, deps, handoff, alert, look);
  }
  if (![...raise, ...clear, ...move.map((one) => one.alert)].some(isAboutCustomer)) return;
  await deps.record(tx, { name: 'handoff.journey.changed', portalId, at: now, payload: { portalId, companyIds: [handoff.companyId] } });
}

async function tell(tx: Tx, deps: HandoffDeps, handoff: StoredHandoff, alert: Sight, { portalId, portal, now }: Look): Promise<void> {
  const { handoffId, dealId, companyId, baton } = handoff;
  const quote = quoteOf(alert, handoff);
  const seq = await addMove(tx, portalId, handoffId, { at: now, step: alert.rule, userId: null, reason: quote, detail: null });
  const turn = baton.legs[turnOf(baton)];
  const owner = turn?.owner ?? (await deps.findCompany(tx, companyId))?.ownerId ?? null;
  const leg = handoff.playbook.legs.find((one) => one.id === turn?.id)?.label[OWN_LANGUAGE] ?? '';
  const deal = (await deps.deal(tx, dealId))?.name ?? null;
  const words = alertTrace(alert, { leg, deal, quote, timeZone: portal.timeZone, language: OWN_LANGUAGE });
  await leaveTraces(tx, deps, { portalId, handoffId, seq, now }, [{ kind: 'task', ...(turn && { leg: turn.id }), ...words, owner, at: now.getTime(), companyId, dealId }]);
  await deps.record(tx, { name: 'handoff.alert.raised', portalId, at: now, payload: { portalId, companyId, handoffId, rule: alert.rule } });
}
