import type { Language, Refusal } from '../../../extensions/contracts/envelope.ts';
import { refusal } from '../http/hubspot-request.ts';
import { uuid } from '../lib/uuid.ts';
import type { Tx } from '../platform/db.ts';
import { type Acting, type HandoffDeps, show } from './commands.ts';
import type { SaleSays } from './playbooks/condition.ts';
import { prefill, type SaleFacts } from './form.ts';
import { open } from './baton.ts';
import { type OwnerProposal, proposeOwner } from './sale/owner-rule.ts';
import { planOf } from './playbooks/playbook.ts';
import { publishedPlaybooks } from './playbooks/playbook-store.ts';
import type { Deal } from './questions.ts';
import { itemLine, type LineItem, type Sale } from './sale/sale.ts';
import { lockTurns, readChoices, saveTurn } from './settings-store.ts';
import { addMove, insertHandoff, listHandoffs, type StoredHandoff } from './store.ts';

/** Reads what the deal says of the sale in HubSpot. */
export const READ_JOB = 'handoff.read-sale';

/** Handoffs of a company among which its last finished one is looked for. */
const EARLIER = 20;
const noCompany = refusal('invalid', 'The deal has no company: associate one, then start the handoff.');

/**
 * Starts the handoff of a deal, or answers the one that is open: asked twice, there is one. What needs a call to HubSpot is
 * read by a job that follows. @param openedAt when the deal was won, where that was long ago.
 */
export async function startHandoff(tx: Tx, deps: HandoffDeps, deal: Deal, acting: Acting, openedAt = acting.now): Promise<StoredHandoff | Refusal> {
  const { portalId, userId, language, now } = acting;
  const [last] = await listHandoffs(tx, { dealId: deal.dealId }, 1);
  if (last?.baton.status === 'open') return last;
  const company = deal.companyId === null ? undefined : await deps.findCompany(tx, deal.companyId);
  if (deal.companyId === null || company === undefined) return noCompany;
  const csProposal = await proposal(tx, deps, deal, deal.companyId, company.ownerId);
  const plan = planOf(await publishedPlaybooks(tx), saysOf(deal), deps.steps);
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
    await show(tx, deps, fresh, acting);
    await deps.enqueue(tx, READ_JOB, [{ portalId, handoffId: fresh.handoffId, language }]);
  }
  // Another one may have been first: either way there is one now.
  return (await listHandoffs(tx, { dealId: deal.dealId }, 1))[0]!;
}

/** A deal as conditions look at it, with what was read of it. */
export function saysOf({ name, pipeline, amount }: Deal, { lineItems, company }: Pick<Sale, 'lineItems' | 'company'> = { lineItems: null, company: null }): SaleSays {
  return { dealName: name, pipeline, amount, lineItems: lineItems ?? [], company };
}

/** What the CRM knows of a sale, as texts. */
export async function saleFacts(
  tx: Tx,
  deps: Pick<HandoffDeps, 'contactsOf'>,
  { deal: { name, amount, closeDate }, companyId, lineItems }: { deal: Deal; companyId: number; lineItems: readonly LineItem[] },
  { portal: { currency }, language }: { portal: { currency: string }; language: Language },
): Promise<SaleFacts> {
  return {
    dealName: name,
    amount: amount === null ? null : new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount),
    closeDate: closeDate === null ? null : new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(closeDate)),
    contacts: await deps.contactsOf(tx, companyId),
    items: lineItems.map((item) => itemLine(item, language)),
  };
}

async function proposal(tx: Tx, deps: Pick<HandoffDeps, 'owners'>, deal: Deal, companyId: number, companyOwner: number | null): Promise<OwnerProposal> {
  await lockTurns(tx);
  const { team, lastTurn } = await readChoices(tx);
  const earlier = (await listHandoffs(tx, { companyId }, EARLIER)).find(({ baton }) => baton.status === 'done');
  const living = new Set((await deps.owners(tx)).map((owner) => owner.ownerId));
  return proposeOwner({ before: earlier?.baton.legs.at(-1)?.owner ?? null, companyOwner, dealOwner: deal.ownerId, team, lastTurn, living });
}
