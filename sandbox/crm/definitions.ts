import type { ObjectType, PropertyDefinition, PropertyGroup, PropertyOption } from '../core.ts';
import { objectInfo } from './object-types.ts';
import { dealStages, ticketStages } from './pipelines.ts';

type Kind = 'text' | 'long' | 'html' | 'number' | 'date' | 'datetime' | 'bool' | 'phone' | 'unique' | 'owner' | readonly string[];

const fields: Record<Kind & string, Pick<PropertyDefinition, 'type' | 'fieldType' | 'referencedObjectType'>> = {
  text: { type: 'string', fieldType: 'text' },
  long: { type: 'string', fieldType: 'textarea' },
  html: { type: 'string', fieldType: 'html' },
  number: { type: 'number', fieldType: 'number' },
  date: { type: 'date', fieldType: 'date' },
  datetime: { type: 'datetime', fieldType: 'date' },
  bool: { type: 'bool', fieldType: 'booleancheckbox' },
  phone: { type: 'phone_number', fieldType: 'phonenumber' },
  unique: { type: 'string', fieldType: 'text' },
  owner: { type: 'enumeration', fieldType: 'select', referencedObjectType: 'OWNER' },
};

const lifecycle = [
  'subscriber', 'lead', 'marketingqualifiedlead', 'salesqualifiedlead', 'opportunity', 'customer', 'evangelist', 'other',
] as const;
/** Some of HubSpot's industries; those of the demo's companies are among them. */
const industries = [
  'ACCOUNTING', 'AUTOMOTIVE', 'BANKING', 'CHEMICALS', 'COMPUTER_SOFTWARE', 'CONSTRUCTION', 'EDUCATION_MANAGEMENT', 'FARMING', 'FOOD_PRODUCTION', 'FURNITURE',
  'HOSPITALITY', 'HOSPITAL_HEALTH_CARE', 'INSURANCE', 'LOGISTICS_AND_SUPPLY_CHAIN', 'MACHINERY', 'PHARMACEUTICALS', 'RENEWABLES_ENVIRONMENT', 'RETAIL', 'TEXTILES',
] as const;
const currencies = ['BRL', 'USD', 'EUR'] as const;
const stageIds = dealStages.map(({ id }) => id);
/** For each deal stage, when the deal last entered and left it. */
const stageDates = Object.fromEntries(
  stageIds.flatMap((id): [string, Kind][] => [[`hs_v2_date_entered_${id}`, 'datetime'], [`hs_v2_date_exited_${id}`, 'datetime']]),
);

/** Properties an API caller may write: name and kind (a list is an enumeration's values). */
const writable: Record<ObjectType, Record<string, Kind>> = {
  companies: {
    name: 'text', domain: 'text', hs_additional_domains: 'text', website: 'text', phone: 'phone', city: 'text',
    state: 'text', country: 'text', industry: industries, description: 'long', numberofemployees: 'number',
    annualrevenue: 'number', lifecyclestage: lifecycle, hubspot_owner_id: 'owner', type: ['PROSPECT', 'PARTNER', 'OTHER'],
    hs_pinned_engagement_id: 'number',
  },
  contacts: {
    email: 'unique', firstname: 'text', lastname: 'text', jobtitle: 'text', phone: 'phone', city: 'text', country: 'text',
    company: 'text', hs_language: ['pt-br', 'en', 'es'], lifecyclestage: lifecycle, hubspot_owner_id: 'owner',
    hs_additional_emails: 'text',
    hs_buying_role: ['BLOCKER', 'BUDGET_HOLDER', 'CHAMPION', 'DECISION_MAKER', 'END_USER', 'EXECUTIVE_SPONSOR', 'INFLUENCER', 'LEGAL_AND_COMPLIANCE', 'OTHER'],
  },
  deals: {
    dealname: 'text', amount: 'number', closedate: 'datetime', pipeline: ['default'], dealstage: stageIds,
    dealtype: ['newbusiness', 'existingbusiness'], description: 'long', hubspot_owner_id: 'owner',
    hs_priority: ['low', 'medium', 'high'], deal_currency_code: currencies,
    hs_pinned_engagement_id: 'number',
  },
  tickets: {
    subject: 'text', content: 'long', hs_pipeline: ['0'], hs_pipeline_stage: ticketStages.map(({ id }) => id),
    hs_ticket_priority: ['LOW', 'MEDIUM', 'HIGH', 'URGENT'],
    hs_ticket_category: ['PRODUCT_ISSUE', 'BILLING_ISSUE', 'FEATURE_REQUEST', 'GENERAL_INQUIRY'],
    source_type: ['EMAIL', 'CHAT', 'PHONE', 'FORM'], hubspot_owner_id: 'owner', closed_date: 'datetime',
  },
  feedback_submissions: {},
  line_items: {
    name: 'text', description: 'long', hs_product_id: 'number', hs_sku: 'text', quantity: 'number', price: 'number',
    discount: 'number', hs_discount_percentage: 'number', hs_line_item_currency_code: currencies,
    recurringbillingfrequency: [
      'weekly', 'biweekly', 'monthly', 'quarterly', 'per_six_months', 'annually', 'per_two_years', 'per_three_years', 'per_four_years', 'per_five_years',
    ],
    hs_recurring_billing_period: 'text', hs_recurring_billing_start_date: 'date', hs_position_on_quote: 'number',
  },
  notes: { hs_timestamp: 'datetime', hs_note_body: 'html', hubspot_owner_id: 'owner', hs_attachment_ids: 'text' },
  tasks: {
    hs_timestamp: 'datetime', hs_task_subject: 'text', hs_task_body: 'html',
    hs_task_status: ['NOT_STARTED', 'IN_PROGRESS', 'WAITING', 'DEFERRED', 'COMPLETED'], hs_task_priority: ['NONE', 'LOW', 'MEDIUM', 'HIGH'],
    hs_task_type: ['TODO', 'CALL', 'EMAIL'], hs_task_reminders: 'text', hubspot_owner_id: 'owner', hs_queue_membership_ids: 'text',
  },
};

/** Properties that HubSpot fills itself. */
const readOnly: Record<ObjectType, Record<string, Kind>> = {
  companies: {
    notes_last_contacted: 'datetime', notes_last_updated: 'datetime', hs_last_sales_activity_date: 'datetime',
    hs_lastactivitydate: 'datetime', num_associated_contacts: 'number', num_associated_deals: 'number',
    hs_num_open_deals: 'number', hs_lifecyclestage_customer_date: 'datetime', hs_date_entered_customer: 'datetime',
    hs_v2_date_entered_customer: 'datetime', hs_merged_object_ids: 'text', hs_is_target_account: 'bool',
  },
  contacts: {
    associatedcompanyid: 'number', hs_email_domain: 'text', notes_last_contacted: 'datetime',
    notes_last_updated: 'datetime', hs_last_sales_activity_date: 'datetime', hs_merged_object_ids: 'text',
    hs_lifecyclestage_customer_date: 'datetime', hs_full_name_or_email: 'text',
  },
  deals: {
    hs_is_closed: 'bool', hs_is_closed_won: 'bool', hs_is_closed_lost: 'bool', hs_deal_stage_probability: 'number',
    hs_v2_date_entered_current_stage: 'datetime', hs_v2_time_in_current_stage: 'datetime', notes_last_contacted: 'datetime',
    notes_last_updated: 'datetime', hs_lastactivitydate: 'datetime', hs_last_sales_activity_date: 'datetime',
    hs_closed_amount: 'number', hs_merged_object_ids: 'text', num_associated_contacts: 'number',
    hs_primary_associated_company: 'number', ...stageDates,
  },
  tickets: {
    hs_is_closed: 'bool', hs_ticket_id: 'number', hs_lastactivitydate: 'datetime', notes_last_contacted: 'datetime',
    notes_last_updated: 'datetime', time_to_close: 'number', hs_v2_date_entered_current_stage: 'datetime',
    hs_merged_object_ids: 'text', hs_primary_company_id: 'number', last_reply_date: 'datetime', first_agent_reply_date: 'datetime',
  },
  feedback_submissions: {
    hs_survey_id: 'number', hs_survey_name: 'text', hs_survey_type: ['NPS', 'CSAT', 'CES', 'CUSTOM'],
    hs_survey_channel: ['EMAIL', 'WEB', 'CHAT'], hs_industry_standard_question_type: ['NPS', 'CSAT', 'CES'],
    hs_value: 'number', hs_response_group: ['PROMOTER', 'PASSIVE', 'DETRACTOR'],
    hs_sentiment: ['POSITIVE', 'NEUTRAL', 'NEGATIVE'], hs_content: 'long', hs_submission_timestamp: 'datetime',
    hs_submission_name: 'text', hs_submission_url: 'text', hs_engagement_id: 'number', hs_ingestion_id: 'text',
    hs_contact_id: 'number', hs_contact_email_rollup: 'text', hs_contact_firstname: 'text', hs_contact_lastname: 'text',
    hs_ticket_id: 'number', hs_ticket_subject: 'text', hs_visitor_id: 'text', hs_conversation_thread_id: 'number',
    hs_form_guid: 'text', hs_merged_object_ids: 'text',
  },
  line_items: { amount: 'number', hs_pre_discount_amount: 'number', hs_total_discount: 'number' },
  notes: {},
  tasks: { hs_task_completion_date: 'datetime' },
};

function optionsOf(values: readonly string[]): PropertyOption[] {
  return values.map((value, displayOrder) => ({ label: worded(value), value, displayOrder, hidden: false }));
}

/** As people read it: HOSPITAL_HEALTH_CARE is "Hospital health care". */
function worded(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + (words === words.toUpperCase() ? words.slice(1).toLowerCase() : words.slice(1));
}

function define(name: string, kind: Kind, groupName: string, readOnlyValue: boolean): PropertyDefinition {
  const field = typeof kind === 'string' ? fields[kind] : { type: 'enumeration' as const, fieldType: 'select' };
  return {
    name, label: worded(name.replace(/^hs_/, '')), ...field, groupName, description: '',
    options: typeof kind === 'string' ? [] : optionsOf(kind), hubspotDefined: true, readOnlyValue,
    hasUniqueValue: kind === 'unique', displayOrder: -1,
  };
}

/** The name of HubSpot's own property group of an object type. */
function standardGroup(type: ObjectType): string {
  return type === 'feedback_submissions'
    ? 'feedback_submission_information'
    : `${objectInfo(type).singular}information`;
}

/** HubSpot's own properties of an object type; `cnpj` on companies is the account's own, as in the demo. */
export function standardProperties(type: ObjectType): PropertyDefinition[] {
  const { created, modified } = objectInfo(type);
  const group = standardGroup(type);
  const own = { ...readOnly[type], [created]: 'datetime', [modified]: 'datetime', hs_object_id: 'number' } as const;
  const list = [
    ...Object.entries(writable[type]).map(([name, kind]) => define(name, kind, group, false)),
    ...Object.entries(own).map(([name, kind]) => define(name, kind, group, true)),
  ];
  if (type === 'companies') {
    list.push({ ...define('cnpj', 'text', group, false), label: 'CNPJ', hubspotDefined: false });
  }
  return list;
}

/** The one property group that every object type has from the start. */
export function standardGroups(type: ObjectType): PropertyGroup[] {
  return [{ name: standardGroup(type), label: `${objectInfo(type).singular} information`, displayOrder: -1, archived: false }];
}
