import type { Store } from '../crm/store.ts';
import { createDraw } from '../random.ts';
import type { SandboxUser } from '../core.ts';
import type { WorldPortal } from '../world.ts';
import { seedCalendar } from './calendar.ts';
import { cnpjOf } from './cnpj.ts';
import { npsScore } from './profiles.ts';

/** Sizes of a synthetic account for measurements. */
export interface SizedSeed {
  portalId?: number;
  companies: number;
  contacts: number;
  deals: number;
  tickets: number;
  feedbackSubmissions: number;
  owners: number;
}

/** The synthetic account: portal 9000001 unless another is named; its first owner is the admin. */
export function sizedPortal({ portalId = 9_000_001, owners }: SizedSeed): WorldPortal {
  const users = Array.from({ length: Math.max(1, owners) }, (_, index): SandboxUser => ({
    id: 7_000_001 + index, email: `user${index}@vendor.example`, firstName: 'User', lastName: String(index),
    role: index === 0 ? 'admin' : 'cs-rep', ownerId: String(8_000_001 + index), locale: 'en-us',
  }));
  return { portalId, name: 'Synthetic account', timeZone: 'America/Sao_Paulo', currency: 'BRL', uiDomain: 'app.hubspot.com', users };
}

/** Fills the synthetic account, spread evenly over its companies (all customers). */
export function plantSized(store: Store, seed: SizedSeed, now: Date): void {
  const draw = createDraw(1);
  const calendar = seedCalendar(now);
  const companyIds = Array.from({ length: seed.companies }, (_, index) => store.insert('companies', {
    createdAt: calendar.at(900 - (index % 300)), updatedAt: calendar.at(20 + (index % 200)),
    properties: {
      name: `Company ${index}`, domain: `company-${index}.example`, cnpj: cnpjOf(20_000_000 + index * 37), lifecyclestage: 'customer',
      hubspot_owner_id: String(8_000_001 + (index % Math.max(1, seed.owners))), notes_last_contacted: calendar.at(1 + (index % 120)),
      hs_lifecyclestage_customer_date: calendar.at(800 - (index % 300)),
    },
  }).id);
  const companyOf = (index: number): string => companyIds[index % companyIds.length] ?? '';
  const contactIds = Array.from({ length: seed.contacts }, (_, index) => {
    const { id } = store.insert('contacts', {
      createdAt: calendar.at(700 - (index % 300)), updatedAt: calendar.at(10 + (index % 200)),
      properties: { email: `person${index}@company-${index % seed.companies}.example`, firstname: 'Person', lastname: String(index), jobtitle: 'Manager', associatedcompanyid: companyOf(index) },
    });
    store.link('contacts', id, 'companies', companyOf(index), true);
    return id;
  });
  for (let index = 0; index < seed.deals; index += 1) {
    const won = index % 3 !== 0;
    const at = calendar.at(5 + (index % 300));
    const { id } = store.insert('deals', {
      createdAt: calendar.at(320 + (index % 300)), updatedAt: at,
      properties: {
        dealname: `Deal ${index}`, pipeline: 'default', dealstage: won ? 'closedwon' : 'contractsent', amount: '12000.00', closedate: at,
        hs_v2_date_entered_current_stage: at, [`hs_v2_date_entered_${won ? 'closedwon' : 'contractsent'}`]: at,
      },
    });
    store.link('deals', id, 'companies', companyOf(index), true);
  }
  for (let index = 0; index < seed.tickets; index += 1) {
    const open = index % 8 === 0;
    const { id } = store.insert('tickets', {
      createdAt: calendar.at(3 + (index % 300)), updatedAt: calendar.at(2 + (index % 300)),
      properties: { subject: `Ticket ${index}`, hs_pipeline: '0', hs_pipeline_stage: open ? '1' : '4', hs_ticket_priority: index % 5 === 0 ? 'HIGH' : 'MEDIUM', closed_date: open ? null : calendar.at(2 + (index % 300)) },
    });
    store.link('tickets', id, 'companies', companyOf(index), true);
  }
  for (let index = 0; index < seed.feedbackSubmissions; index += 1) {
    const at = calendar.at(2 + (index % 700));
    const score = npsScore(0.3 + (index % 70) / 100, draw);
    const contactId = contactIds[index % Math.max(1, contactIds.length)];
    const { id } = store.insert('feedback_submissions', {
      createdAt: at, updatedAt: at,
      properties: {
        hs_survey_id: '31', hs_survey_name: 'Relational NPS', hs_survey_type: 'NPS', hs_survey_channel: 'EMAIL', hs_value: String(score),
        hs_submission_timestamp: at, hs_contact_id: contactId ?? null, hs_response_group: score > 8 ? 'PROMOTER' : score > 6 ? 'PASSIVE' : 'DETRACTOR',
      },
    });
    if (contactId) store.link('feedback_submissions', id, 'contacts', contactId);
  }
}
