import type { Refusal } from '../../../../extensions/contracts/envelope.ts';
import type { DryRunView } from '../../../../extensions/contracts/playbooks.ts';
import { refusal } from '../../http/hubspot-request.ts';
import type { Calendar } from '../../lib/business-time.ts';
import type { Tx } from '../../platform/db.ts';
import type { Acting, HandoffDeps } from '../commands.ts';
import { missingFields, prefill } from '../form.ts';
import { latestOf, type Playbook, planOf, propertiesNamedBy } from './playbook.ts';
import { businessCalendar, listPlaybooks, type StoredPlaybook } from './playbook-store.ts';
import type { AskedDeal, DealReading } from '../questions.ts';
import { hoursOf } from '../sale/sale.ts';
import { saleFacts, saysOf } from '../start.ts';
import { inLanguage } from '../words.ts';

const unknownDeal = refusal('not-found', 'Baton has not read this deal from HubSpot: choose another one.');

/** What is to be asked of HubSpot before a deal is tried. Refuses one that Baton does not know. */
export async function askedOf(tx: Tx, deps: HandoffDeps, dealId: number): Promise<({ ok: true } & AskedDeal) | Refusal> {
  const deal = await deps.deal(tx, dealId);
  if (deal === undefined) return unknownDeal;
  const playbooks = (await listPlaybooks(tx)).flatMap((one) => [...tried(one, false), ...tried(one, true)]);
  return { ok: true, dealId, companyId: deal.companyId ?? 0, companyProperties: deal.companyId === null ? [] : propertiesNamedBy(playbooks) };
}

/** What a deal is tried with: null is not known. */
export interface Trial extends Pick<DealReading, 'lineItems' | 'company'> {
  dealId: number;
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
  const sale = saysOf(deal, portal, { lineItems, company: asked.company });
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
    outreachDays: playbook.outreachDays,
    firstValueDays: playbook.firstValueDays,
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
