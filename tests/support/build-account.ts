import type { Store } from '../../sandbox/crm/store.ts';
import { DAY_MS, START } from './running-baton.ts';

/** ISO 8601 of so many days before the flows' start. */
export const daysBefore = (days: number): string => new Date(START.getTime() - days * DAY_MS).toISOString();

interface CompanyOverrides {
  [property: string]: string | null;
}

/** A customer for two years, last talked to ten days ago. */
export function addCompany(crm: Store, overrides: CompanyOverrides = {}): string {
  const properties = {
    name: 'Acme Ltda', domain: 'acme.com.br', lifecyclestage: 'customer', hs_lifecyclestage_customer_date: daysBefore(730),
    notes_last_contacted: daysBefore(10), ...overrides,
  };
  return crm.insert('companies', { createdAt: daysBefore(800), updatedAt: daysBefore(10), properties }).id;
}

/** A person of the company, known by e-mail. */
export function addContact(crm: Store, companyId: string, email: string, overrides: CompanyOverrides = {}): string {
  const { id } = crm.insert('contacts', { createdAt: daysBefore(400), updatedAt: daysBefore(30), properties: { email, firstname: 'Ana', lastname: 'Souza', jobtitle: 'Diretora', ...overrides } });
  crm.link('contacts', id, 'companies', companyId, true);
  return id;
}

/** An open ticket of medium priority, opened yesterday. */
export function addTicket(crm: Store, companyId: string, overrides: CompanyOverrides = {}, createdAt = daysBefore(1)): string {
  const properties = { subject: 'Dúvida', hs_pipeline: '0', hs_pipeline_stage: '1', hs_ticket_priority: 'MEDIUM', ...overrides };
  const { id } = crm.insert('tickets', { createdAt, updatedAt: createdAt, properties });
  crm.link('tickets', id, 'companies', companyId, true);
  return id;
}

/** An open deal that closes in a month. */
export function addDeal(crm: Store, companyId: string, overrides: CompanyOverrides = {}): string {
  const properties = {
    dealname: 'Expansão', pipeline: 'default', dealstage: 'contractsent', amount: '12000', closedate: daysBefore(-30),
    hs_v2_date_entered_current_stage: daysBefore(5), ...overrides,
  };
  const { id } = crm.insert('deals', { createdAt: daysBefore(20), updatedAt: daysBefore(5), properties });
  crm.link('deals', id, 'companies', companyId, true);
  return id;
}
