import type { Language, Refusal } from '../../../extensions/contracts/envelope.ts';
import { refusal } from '../http/hubspot-request.ts';
import { moneyText } from '../lib/money.ts';
import type { Calendar } from '../lib/business-time.ts';
import { uuid } from '../lib/uuid.ts';
import type { Tx } from '../platform/db.ts';
import type { Words } from '../platform/words.ts';
import { type Acting, type HandoffDeps, show } from './commands.ts';
import type { SaleSays } from './playbooks/condition.ts';
import { prefill, type SaleFacts } from './form.ts';
import { open } from './baton.ts';
import { type OwnerProposal, proposeOwner } from './sale/owner-rule.ts';
import { type Playbook, planOf } from './playbooks/playbook.ts';
import { businessCalendar, publishedPlaybooks } from './playbooks/playbook-store.ts';
import type { Deal, PortalFacts } from './questions.ts';
import { type Roster, rosterOf } from './roster.ts';
import { itemLine, type LineItem, type Sale } from './sale/sale.ts';
import { lockTurns, readChoices, saveTurn } from './settings-store.ts';
import { addMove, insertHandoff, lastTaker, listHandoffs, type StoredHandoff } from './store.ts';

/** Reads what the deal says of the sale in HubSpot. */
export const READ_JOB = 'handoff.read-sale';

const noCompany: Words = { 'pt-BR': 'O negócio não tem empresa: associe uma e comece a passagem.', en: 'The deal has no company: associate one, then start the handoff.' };

/** What the account says for every handoff that starts. */
interface Ground {
  living: Roster['byId'];
  playbooks: readonly Playbook[];
  calendar: Calendar;
}

async function groundOf(tx: Tx, deps: HandoffDeps, { portal }: Acting): Promise<Ground> {
  return { living: rosterOf(await deps.owners(tx)).byId, playbooks: await publishedPlaybooks(tx), calendar: await businessCalendar(tx, portal.timeZone) };
}

/**
 * Starts the handoff of a deal, or answers the one that is open: asked twice, there is one. What needs a call to HubSpot is
 * read by a job that follows.
 */
export async function startHandoff(tx: Tx, deps: HandoffDeps, deal: Deal, acting: Acting): Promise<StoredHandoff | Refusal> {
  return startOn(tx, deps, await groundOf(tx, deps, acting), { deal, openedAt: acting.now }, acting);
}

/** The same for several deals that were won. */
export async function startHandoffs(tx: Tx, deps: HandoffDeps, wins: readonly Win[], acting: Acting): Promise<void> {
  if (wins.length === 0) return;
  const ground = await groundOf(tx, deps, acting);
  for (const win of wins) await startOn(tx, deps, ground, win, acting);
}

/** A deal, and since when its handoff counts: when it was won, where that was long ago. */
interface Win {
  deal: Deal;
  openedAt: Date;
}

async function startOn(tx: Tx, deps: HandoffDeps, { living, playbooks, calendar }: Ground, { deal, openedAt }: Win, acting: Acting): Promise<StoredHandoff | Refusal> {
  const { portalId, userId, language, now } = acting;
  const [last] = await listHandoffs(tx, { dealId: deal.dealId }, 1);
  if (last?.baton.status === 'open') return last;
  const company = deal.companyId === null ? undefined : await deps.findCompany(tx, deal.companyId);
  if (deal.companyId === null || company === undefined) return refusal('invalid', noCompany[language]);
  const csProposal = await proposal(tx, deal, { companyId: deal.companyId, companyOwner: company.ownerId, living });
  const plan = planOf(playbooks, saysOf(deal, acting.portal), deps.steps);
  const ownerOf = (at: number) => (at === 0 ? deal.ownerId : at === plan.legs.length - 1 ? csProposal.owner : null);
  const legs = plan.legs.map((leg, at) => ({ ...leg, owner: ownerOf(at) }));
  const form = prefill({}, await saleFacts(tx, deps, { deal, companyId: deal.companyId, lineItems: [] }, acting), now);
  const fresh = {
    handoffId: uuid(deps.randomBytes(16)), dealId: deal.dealId, companyId: deal.companyId, baton: open(legs, now), playbook: plan.playbook, form, kickOff: {}, expectations: [],
    checklist: plan.checklist, openedAt, csProposal,
  };
  if (await insertHandoff(tx, portalId, fresh)) {
    if (csProposal.why === 'turn' && csProposal.owner !== null) await saveTurn(tx, csProposal.owner);
    await addMove(tx, portalId, fresh.handoffId, { at: now, step: 'start', userId, reason: acting.via ?? null, detail: null });
    await show(tx, deps, fresh, { ...acting, calendar });
    await deps.enqueue(tx, READ_JOB, [{ portalId, handoffId: fresh.handoffId, language }]);
  }
  // Another one may have been first: either way there is one now.
  return (await listHandoffs(tx, { dealId: deal.dealId }, 1))[0]!;
}

/** A deal as conditions look at it, with what was read of it. */
export function saysOf({ name, pipeline, amount }: Deal, { currency }: Pick<PortalFacts, 'currency'>, { lineItems, company }: Pick<Sale, 'lineItems' | 'company'> = { lineItems: null, company: null }): SaleSays {
  return { dealName: name, pipeline, amount, currency, lineItems: lineItems ?? [], company };
}

/** What the CRM knows of a sale, as texts. */
export async function saleFacts(
  tx: Tx,
  deps: Pick<HandoffDeps, 'contactsOf'>,
  { deal: { name, amount, closeDate }, companyId, lineItems }: { deal: Deal; companyId: number; lineItems: readonly LineItem[] },
  { portal: { currency }, language }: { portal: Pick<PortalFacts, 'currency'>; language: Language },
): Promise<SaleFacts> {
  return {
    dealName: name,
    amount: amount === null ? null : moneyText(amount, currency, language),
    closeDate: closeDate === null ? null : new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(closeDate)),
    contacts: await deps.contactsOf(tx, companyId),
    items: lineItems.map((item) => itemLine(item, language)),
  };
}

async function proposal(tx: Tx, deal: Deal, { companyId, ...known }: { companyId: number; companyOwner: number | null; living: Ground['living'] }): Promise<OwnerProposal> {
  await lockTurns(tx);
  const { team, lastTurn } = await readChoices(tx);
  return proposeOwner({ ...known, before: await lastTaker(tx, companyId), dealOwner: deal.ownerId, team, lastTurn });
}
