import type { Refusal } from '../../../../extensions/contracts/envelope.ts';
import type { DryRunView } from '../../../../extensions/contracts/playbooks.ts';
import { refusal } from '../../http/hubspot-request.ts';
import type { Calendar } from '../../lib/business-time.ts';
import type { Tx } from '../../platform/db.ts';
import type { Acting, HandoffDeps } from '../commands.ts';
import { missingFields, prefill } from '../form.ts';
import { latestOf, type Playbook, planOf } from './playbook.ts';
import { businessCalendar, listPlaybooks, type StoredPlaybook } from './playbook-store.ts';
import { hoursOf, type LineItem } from '../sale/sale.ts';
import { findSales } from '../sale/sale-store.ts';
import { saleFacts, saysOf } from '../start.ts';
import { listHandoffs } from '../store.ts';
import { inLanguage } from '../words.ts';

const unknownDeal = refusal('not-found', 'Baton has not read this deal from HubSpot: choose another one.');

/** The line items that were read for the deal's last handoff; null where none are known. Refuses a deal that Baton does not know. */
export async function knownItems(tx: Tx, deps: HandoffDeps, dealId: number): Promise<{ ok: true; lineItems: readonly LineItem[] | null } | Refusal> {
  if ((await deps.deal(tx, dealId)) === undefined) return unknownDeal;
  const [last] = await listHandoffs(tx, { dealId }, 1);
  return { ok: true, lineItems: last === undefined ? null : ((await findSales(tx, [last.handoffId])).get(last.handoffId)?.lineItems ?? null) };
}

/** What a deal is tried with. */
export interface Trial {
  dealId: number;
  /** null: nobody knows them. */
  lineItems: readonly Pick<LineItem, 'name' | 'sku' | 'quantity'>[] | null;
  /** As if what is not published yet were. */
  drafts: boolean;
}

/** What a handoff of the deal would begin with; reads only. */
export async function dryRun(tx: Tx, deps: HandoffDeps, asked: Trial, reader: Pick<Acting, 'portal' | 'language' | 'now'>): Promise<DryRunView | Refusal> {
  const deal = await deps.deal(tx, asked.dealId);
  if (deal === undefined) return unknownDeal;
  const { language, portal, now } = reader;
  const stored = (await listPlaybooks(tx)).filter((one) => !one.archived);
  const lineItems = (asked.lineItems ?? []).map((item) => ({ ...item, hours: hoursOf(item) }));
  const sale = saysOf(deal, lineItems);
  const plan = planOf(stored.flatMap((one) => tried(one, asked.drafts)), sale, deps.steps);
  const form = prefill({}, await saleFacts(tx, deps, { deal, companyId: deal.companyId ?? 0, lineItems }, { portal, language }), now);
  const begins = deal.isWon ? (deal.stageEnteredAt ?? now) : now;
  const calendar = await businessCalendar(tx, portal.timeZone);
  const { playbook } = plan;
  const isDraft = asked.drafts && stored.find((one) => one.id === playbook.id)?.draft != null;
  return {
    ok: true,
    begins: begins.toISOString(),
    sale: { name: sale.dealName, pipeline: sale.pipeline, amount: sale.amount, lineItems: asked.lineItems?.length ?? null },
    playbook: { id: playbook.id, name: playbook.name, version: isDraft ? null : playbook.version },
    passedOver: plan.passedOver.map(({ name, reason }) => ({ name, reason: reason[language] })),
    ...legsAndSteps(plan, begins, calendar, language),
    required: [...playbook.required],
    missing: missingFields(form, playbook.required),
  };
}

function tried({ id, draft, published }: StoredPlaybook, drafts: boolean): Playbook[] {
  if (drafts && draft !== null) return [{ ...draft, id, version: (published?.version ?? 0) + 1 }];
  return published === undefined ? [] : [published];
}

function legsAndSteps(plan: ReturnType<typeof planOf>, begins: Date, calendar: Calendar, language: Acting['language']): Pick<DryRunView, 'legs' | 'steps'> {
  const latest = latestOf(plan, begins, calendar);
  return {
    legs: plan.playbook.legs.map(({ id, label }, index) => ({
      id, label: label[language], skipped: inLanguage(plan.legs[index]!.skipped, language),
      acceptBy: latest[index]!.acceptBy?.toISOString() ?? null, dueAt: latest[index]!.dueAt?.toISOString() ?? null,
    })),
    steps: plan.checklist.map(({ id, leg, label, reason }) => ({ id, leg, label: label[language], skipped: inLanguage(reason, language) })),
  };
}
