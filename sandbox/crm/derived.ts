import type { ObjectType } from '../core.ts';
import { closedTicketStage, dealStages } from './pipelines.ts';

type Properties = Record<string, string | null>;
/** What is written to a record, the record as it will be and as it was; `at` is the time of the write, ISO 8601. */
interface Write {
  written: Properties;
  after: Properties;
  before: Properties;
  at: string;
}

function changed({ after, before }: Write, ...names: string[]): boolean {
  return names.some((name) => (after[name] ?? null) !== (before[name] ?? null));
}

/** The stage's dates and outcome; a deal that is closed closes now unless the same write says when. */
function ofDeal(write: Write): Properties {
  const { written, after, before, at } = write;
  if (!changed(write, 'dealstage', 'amount')) return {};
  const stage = dealStages.find(({ id }) => id === after['dealstage']);
  const won = stage?.outcome === 'won';
  const closedAmount = { hs_closed_amount: won ? (after['amount'] ?? '0') : '0' };
  if (!stage || !changed(write, 'dealstage')) return closedAmount;
  return {
    ...closedAmount,
    hs_is_closed: String(stage.outcome !== undefined),
    hs_is_closed_won: String(won),
    hs_is_closed_lost: String(stage.outcome === 'lost'),
    hs_deal_stage_probability: String(stage.probability),
    hs_v2_date_entered_current_stage: at,
    [`hs_v2_date_entered_${stage.id}`]: at,
    ...(before['dealstage'] ? { [`hs_v2_date_exited_${before['dealstage']}`]: at } : {}),
    ...(stage.outcome && !written['closedate'] ? { closedate: at } : {}),
  };
}

function ofTicket(write: Write): Properties {
  const { after, at } = write;
  if (!after['hs_pipeline_stage'] || !changed(write, 'hs_pipeline_stage')) return {};
  const closed = after['hs_pipeline_stage'] === closedTicketStage;
  return { hs_is_closed: String(closed), closed_date: closed ? at : null, hs_v2_date_entered_current_stage: at };
}

function ofCompany(write: Write): Properties {
  if (write.after['lifecyclestage'] !== 'customer' || !changed(write, 'lifecyclestage')) return {};
  return { hs_lifecyclestage_customer_date: write.at, hs_date_entered_customer: write.at, hs_v2_date_entered_customer: write.at };
}

function ofContact(write: Write): Properties {
  const email = write.after['email']?.toLowerCase();
  return email && changed(write, 'email') ? { email, hs_email_domain: email.split('@')[1] ?? null } : {};
}

/** Net price: quantity by unit price, less the discount per unit or in per cent. */
function ofLineItem({ after }: Write): Properties {
  if (!after['price']) return {};
  const number = (name: string): number => Number(after[name] ?? 0);
  const quantity = Number(after['quantity'] ?? 1);
  const full = number('price') * quantity;
  const discount = number('discount') * quantity + (full * number('hs_discount_percentage')) / 100;
  return { hs_pre_discount_amount: full.toFixed(2), hs_total_discount: discount.toFixed(2), amount: (full - discount).toFixed(2) };
}

function ofTask(write: Write): Properties {
  const { after, before, at } = write;
  const status = after['hs_task_status'] ?? 'NOT_STARTED';
  const done = status === 'COMPLETED';
  return {
    hs_task_status: status,
    hs_task_type: after['hs_task_type'] ?? 'TODO',
    hs_task_priority: after['hs_task_priority'] ?? 'NONE',
    hs_task_completion_date: !done ? null : before['hs_task_status'] === 'COMPLETED' ? (before['hs_task_completion_date'] ?? at) : at,
  };
}

const rules: Partial<Record<ObjectType, (write: Write) => Properties>> = {
  deals: ofDeal, tickets: ofTicket, companies: ofCompany, contacts: ofContact, line_items: ofLineItem, tasks: ofTask,
};

/**
 * What HubSpot fills in by itself when these properties are written (before the caller's own values win): closing of
 * deals and tickets, a deal's dates per stage, the customer date, the e-mail's domain, a line item's net price, a task's
 * state and completion. `at` is ISO 8601.
 */
export function derivedProperties(type: ObjectType, written: Properties, before: Properties, at: string): Properties {
  return rules[type]?.({ written, after: { ...before, ...written }, before, at }) ?? {};
}
