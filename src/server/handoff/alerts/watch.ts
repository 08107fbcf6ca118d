import type { Tx } from '../../platform/db.ts';
import { clearAlert, handoffIdsOf, moveAlert, raiseAlert, standingAlerts, watchedIds } from './alert-store.ts';
import { isAboutCustomer, judge, quoteOf, type Sight, sightsOf, type Verdict } from './alerts.ts';
import { alertTrace } from './alert-wording.ts';
import { contactFacts, NEVER_ASKED, nextContact, type NextContact, OUTREACH } from './outreach.ts';
import { contactsAsked } from './outreach-store.ts';
import { contactTrace } from './outreach-wording.ts';
import { holderOf, type Leg, turnOf } from '../baton.ts';
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

/** What a look at a handoff finds: what is to be done about its alerts, and the contact that is due. */
interface News {
  alerts: Verdict;
  contact: NextContact | null;
}

/** Looks at every handoff of the accounts that are connected: what is late or due is told once, whoever else is looking. */
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
    const news = await judgeAll(tx, deps, handoffs, look);
    return handoffs.filter((_, index) => hasNews(news[index]!.alerts) || news[index]!.contact !== null).map((handoff) => handoff.handoffId);
  });
  for (const handoffId of changing) await deps.db.withPortal(portalId, (tx) => settle(tx, deps, handoffId, look));
}

async function judgeAll(tx: Tx, deps: HandoffDeps, handoffs: readonly WatchedHandoff[], { portal, now }: Look): Promise<News[]> {
  const ids = handoffs.map((handoff) => handoff.handoffId);
  const standing = await standingAlerts(tx, ids);
  const asked = await contactsAsked(tx, ids);
  const lastSeen = await deps.lastActivity(tx, [...new Set(handoffs.map((handoff) => handoff.companyId))], now);
  const calendar = await businessCalendar(tx, portal.timeZone);
  return handoffs.map((handoff) => {
    const known = { calendar, lastSeen: lastSeen.get(handoff.companyId) ?? null, now };
    const contact = nextContact(handoff, { ...known, asked: asked.get(handoff.handoffId) ?? NEVER_ASKED });
    return {
      alerts: judge(standing.filter((alert) => alert.handoffId === handoff.handoffId), sightsOf(handoff, known), { patience: handoff.playbook, now }),
      contact: contact !== null && contact.dueAt <= now ? contact : null,
    };
  });
}

function hasNews({ raise, clear, move }: Verdict): boolean {
  return raise.length + clear.length + move.length > 0;
}

/** Judges one handoff again, kept from change, and tells what is new: in its history, as a task, as an event. */
async function settle(tx: Tx, deps: HandoffDeps, handoffId: string, look: Look): Promise<void> {
  const { portalId, now } = look;
  const handoff = await findHandoff(tx, handoffId, { lock: true });
  if (handoff === undefined) return;
  const [{ alerts, contact }] = (await judgeAll(tx, deps, [handoff], look)) as [News];
  if (contact !== null) await askForContact(tx, deps, handoff, contact, look);
  if (!hasNews(alerts)) return;
  for (const alert of alerts.clear) await clearAlert(tx, handoffId, alert, now);
  for (const { alert, since } of alerts.move) await moveAlert(tx, handoffId, alert, since);
  for (const alert of alerts.raise) {
    if (await raiseAlert(tx, portalId, handoffId, alert, now)) await tell(tx, deps, handoff, alert, look);
  }
  if (![...alerts.raise, ...alerts.clear, ...alerts.move.map((one) => one.alert)].some(isAboutCustomer)) return;
  await deps.record(tx, { name: 'handoff.journey.changed', portalId, at: now, payload: { portalId, companyIds: [handoff.companyId] } });
}

async function tell(tx: Tx, deps: HandoffDeps, handoff: StoredHandoff, alert: Sight, look: Look): Promise<void> {
  const { handoffId, companyId, baton } = handoff;
  const { portalId, portal, now } = look;
  const quote = quoteOf(alert, handoff);
  const turn = baton.legs[turnOf(baton)];
  const leg = handoff.playbook.legs.find((one) => one.id === turn?.id)?.label[OWN_LANGUAGE] ?? '';
  const words = (deal: string | null) => alertTrace(alert, { leg, deal, quote, timeZone: portal.timeZone, language: OWN_LANGUAGE });
  await leaveTask(tx, deps, handoff, { step: alert.rule, quote, leg: turn, words }, look);
  await deps.record(tx, { name: 'handoff.alert.raised', portalId, at: now, payload: { portalId, companyId, handoffId, rule: alert.rule } });
}

/** Asks whoever has the baton to contact the customer. The line in the history is what the next one is counted from. */
async function askForContact(tx: Tx, deps: HandoffDeps, handoff: StoredHandoff, contact: NextContact, look: Look): Promise<void> {
  const { baton } = handoff;
  const facts = contactFacts(handoff);
  const words = (deal: string | null) => contactTrace(contact, { ...facts, deal, timeZone: look.portal.timeZone, language: OWN_LANGUAGE });
  await leaveTask(tx, deps, handoff, { step: OUTREACH, quote: facts.objective, leg: baton.legs[holderOf(baton)], words }, look);
}

/** A line of the history, and a task in HubSpot for whose leg it is; where nobody is named, for the company's owner. */
async function leaveTask(
  tx: Tx, deps: HandoffDeps, { handoffId, dealId, companyId }: StoredHandoff,
  { step, quote, leg, words }: { step: string; quote: string | null; leg: Leg | undefined; words: (deal: string | null) => { title: string; body: string[] } },
  { portalId, now }: Look,
): Promise<void> {
  const seq = await addMove(tx, portalId, handoffId, { at: now, step, userId: null, reason: quote, detail: null });
  const owner = leg?.owner ?? (await deps.findCompany(tx, companyId))?.ownerId ?? null;
  const deal = (await deps.deal(tx, dealId))?.name ?? null;
  await leaveTraces(tx, deps, { portalId, handoffId, seq, now }, [{ kind: 'task', ...(leg && { leg: leg.id }), ...words(deal), owner, at: now.getTime(), companyId, dealId }]);
}
