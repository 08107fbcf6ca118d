import type { ObjectType } from '../core.ts';
import { closedDealStages, closedTicketStage } from './definitions.ts';

type Properties = Record<string, string | null>;

/**
 * What HubSpot fills in by itself when these properties are written (before the caller's own values win):
 * closing of deals and tickets, the customer date, the e-mail's domain. `at` is ISO 8601.
 */
export function derivedProperties(type: ObjectType, written: Properties, before: Properties, at: string): Properties {
  if (type === 'deals' && written['dealstage'] && written['dealstage'] !== before['dealstage']) {
    const outcome = closedDealStages[written['dealstage']];
    return {
      hs_is_closed: String(outcome !== undefined),
      hs_is_closed_won: String(outcome === 'won'),
      hs_is_closed_lost: String(outcome === 'lost'),
      hs_v2_date_entered_current_stage: at,
      ...(outcome && !written['closedate'] ? { closedate: at } : {}),
    };
  }
  if (type === 'tickets' && written['hs_pipeline_stage'] && written['hs_pipeline_stage'] !== before['hs_pipeline_stage']) {
    const closed = written['hs_pipeline_stage'] === closedTicketStage;
    return { hs_is_closed: String(closed), closed_date: closed ? at : null, hs_v2_date_entered_current_stage: at };
  }
  if (type === 'companies' && written['lifecyclestage'] === 'customer' && before['lifecyclestage'] !== 'customer') {
    return { hs_lifecyclestage_customer_date: at, hs_date_entered_customer: at, hs_v2_date_entered_customer: at };
  }
  if (type === 'contacts' && typeof written['email'] === 'string') {
    const email = written['email'].toLowerCase();
    return { email, hs_email_domain: email.split('@')[1] ?? null };
  }
  return {};
}
