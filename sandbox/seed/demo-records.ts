import type { SandboxUser } from '../core.ts';
import type { Store } from '../crm/store.ts';
import type { Draw } from '../random.ts';
import type { SeedCalendar } from './calendar.ts';
import { cnpjOf } from './cnpj.ts';
import { ticketSubjects } from './comments.ts';
import type { CompanyPlan } from './demo-plan.ts';
import { ascii, firstNames, jobTitles, lastNames } from './names.ts';

/** The first contacts of a company by the part they have in buying; the others have none. */
const buyingRoles = ['DECISION_MAKER', 'CHAMPION', 'BUDGET_HOLDER', 'END_USER'];

/** Where the demo's records are made and by what. */
export interface Planter {
  store: Store;
  draw: Draw;
  calendar: SeedCalendar;
  owners: { cs: SandboxUser[]; sales: SandboxUser[] };
}

export interface PlantedContact {
  id: string;
  email: string;
  firstName: string;
  lastName: string;
}

export interface PlantedTicket {
  id: string;
  subject: string;
  /** Days since it was closed; null while open. */
  closedDaysAgo: number | null;
}

export interface PlantedCompany {
  id: string;
  plan: CompanyPlan;
  contacts: PlantedContact[];
  tickets: PlantedTicket[];
}

/** The nth company with its contacts, deals and tickets. */
export function plantCompany(planter: Planter, plan: CompanyPlan, index: number): PlantedCompany {
  const { store, draw, calendar, owners } = planter;
  const health = plan.profile.at(1);
  const customer = plan.stage === 'customer';
  const owner = customer ? owners.cs[index % owners.cs.length] : owners.sales[index % owners.sales.length];
  const contactedDays = customer ? Math.round(4 + (1 - health) ** 2 * 130 + draw.unit() * 12) : draw.whole(5, 60);
  const contacted = calendar.at(contactedDays, 15);
  const createdDays = plan.customerDays + draw.whole(20, 90);
  const { id } = store.insert('companies', {
    createdAt: calendar.at(createdDays), updatedAt: contacted,
    properties: {
      name: plan.name, domain: plan.domain, website: `https://www.${plan.domain}`, city: plan.city, state: plan.state, country: 'Brasil',
      industry: plan.industry, numberofemployees: String(plan.employees), annualrevenue: String(plan.employees * 310_000),
      lifecyclestage: plan.stage, hubspot_owner_id: owner?.ownerId ?? null, cnpj: cnpjOf(11_350_207 + index * 684_911),
      notes_last_contacted: contacted, notes_last_updated: contacted, hs_lastactivitydate: contacted, hs_last_sales_activity_date: contacted,
      num_associated_contacts: String(plan.contacts),
      ...(customer ? { hs_lifecyclestage_customer_date: calendar.at(plan.customerDays), hs_date_entered_customer: calendar.at(plan.customerDays), hs_v2_date_entered_customer: calendar.at(plan.customerDays) } : {}),
    },
  });
  const contacts = Array.from({ length: plan.contacts }, (_, position) => plantContact(planter, plan, id, index, position, createdDays));
  plantDeals(planter, plan, id, index, health);
  return { id, plan, contacts, tickets: customer ? plantTickets(planter, plan, id, contacts, index) : [] };
}

function plantContact({ store, draw, calendar }: Planter, plan: CompanyPlan, companyId: string, index: number, position: number, createdDays: number): PlantedContact {
  // Steps that do not divide the lists, so that no colleague has the same name.
  const firstName = firstNames[(index * 7 + position * 11) % firstNames.length] ?? 'Ana';
  const lastName = lastNames[(index * 3 + position * 13) % lastNames.length] ?? 'Silva';
  const local = `${ascii(firstName)}.${ascii(lastName)}`;
  // A few write from free mail, where the domain says nothing of the company.
  const freeMail = position === 1 && index % 9 === 4;
  const email = freeMail ? `${local}.${ascii(plan.name)}@${index % 2 === 0 ? 'gmail.com' : 'uol.com.br'}` : `${local}@${plan.domain}`;
  const contacted = calendar.at(draw.whole(3, 80), 16);
  const { id } = store.insert('contacts', {
    createdAt: calendar.at(Math.max(2, createdDays - position * 9)), updatedAt: contacted,
    properties: {
      email, firstname: firstName, lastname: lastName, jobtitle: jobTitles[(index + position * 5) % jobTitles.length] ?? null,
      company: plan.name, city: plan.city, country: 'Brasil', hs_language: 'pt-br', lifecyclestage: plan.stage,
      hs_buying_role: buyingRoles[position] ?? null, associatedcompanyid: companyId, notes_last_contacted: contacted, phone: `+55 11 9${draw.whole(1000, 9999)}-${draw.whole(1000, 9999)}`,
    },
  });
  store.link('contacts', id, 'companies', companyId, true);
  return { id, email, firstName, lastName };
}

interface DealStart {
  name: string;
  stage: string;
  createdDays: number;
  /** Negative: in the future. */
  closeDays: number;
  stageDays: number;
  amount: number;
  existing: boolean;
}

function dealsOf({ draw }: Planter, plan: CompanyPlan, health: number): DealStart[] {
  const value = plan.employees * 240;
  const deals: DealStart[] = [];
  if (plan.stage === 'customer') {
    deals.push({ name: 'Contrato inicial', stage: 'closedwon', createdDays: plan.customerDays + 45, closeDays: plan.customerDays, stageDays: plan.customerDays, amount: value, existing: false });
    // Sick customers have a renewal that should have been signed long ago instead of a signed one.
    for (let days = plan.customerDays - 365; days > (health < 0.4 ? 250 : 20); days -= 365) {
      deals.push({ name: 'Renovação anual', stage: 'closedwon', createdDays: days + 60, closeDays: days, stageDays: days, amount: value * 1.06, existing: true });
    }
    if (health > 0.7 && draw.chance(0.35)) deals.push({ name: 'Módulo fiscal adicional', stage: 'presentationscheduled', createdDays: 30, closeDays: -25, stageDays: 9, amount: value * 0.3, existing: true });
    if (health < 0.4) deals.push({ name: 'Renovação anual', stage: 'contractsent', createdDays: 120, closeDays: draw.whole(12, 40), stageDays: draw.whole(45, 80), amount: value, existing: true });
    else if (plan.example === null && draw.chance(0.15)) deals.push({ name: 'Ampliação de usuários', stage: 'qualifiedtobuy', createdDays: 90, closeDays: -40, stageDays: 70, amount: value * 0.2, existing: true });
    if (draw.chance(0.12)) deals.push({ name: 'Projeto de integração', stage: 'closedlost', createdDays: 260, closeDays: 190, stageDays: 190, amount: value * 0.5, existing: true });
  } else if (plan.stage === 'opportunity') {
    deals.push({ name: 'Contrato inicial', stage: draw.pick(['qualifiedtobuy', 'presentationscheduled', 'decisionmakerboughtin', 'contractsent']), createdDays: draw.whole(20, 90), closeDays: -draw.whole(5, 60), stageDays: draw.whole(3, 19), amount: value, existing: false });
  }
  return deals;
}

function plantDeals(planter: Planter, plan: CompanyPlan, companyId: string, index: number, health: number): void {
  const { store, calendar, owners } = planter;
  for (const deal of dealsOf(planter, plan, health)) {
    const moved = calendar.at(deal.stageDays, 17);
    const { id } = store.insert('deals', {
      createdAt: calendar.at(deal.createdDays), updatedAt: moved,
      properties: {
        dealname: `${plan.name}: ${deal.name}`, pipeline: 'default', dealstage: deal.stage, amount: deal.amount.toFixed(2),
        deal_currency_code: 'BRL', dealtype: deal.existing ? 'existingbusiness' : 'newbusiness',
        closedate: deal.closeDays < 0 ? calendar.ahead(-deal.closeDays) : calendar.at(deal.closeDays),
        hubspot_owner_id: owners.sales[index % owners.sales.length]?.ownerId ?? null,
        hs_v2_date_entered_current_stage: moved, [`hs_v2_date_entered_${deal.stage}`]: moved, notes_last_updated: moved, notes_last_contacted: moved, hs_lastactivitydate: moved,
        hs_primary_associated_company: companyId,
      },
    });
    store.link('deals', id, 'companies', companyId, true);
  }
}

interface TicketStart {
  subject: string;
  priority: string;
  daysAgo: number;
  closedDaysAgo: number | null;
}

function ticketsOf({ draw }: Planter, plan: CompanyPlan): TicketStart[] {
  const tickets: TicketStart[] = [];
  let daysAgo = Math.min(720, plan.customerDays) - draw.whole(5, 60);
  while (daysAgo > 1) {
    const health = plan.profile.at(daysAgo);
    const openFor = Math.round(1 + (1 - health) * draw.whole(3, 26));
    // What a sick company reported in the last weeks is still open.
    const open = daysAgo < 50 && (openFor >= daysAgo || (health < 0.4 && draw.chance(0.75)));
    const priority = draw.chance((1 - health) * 0.8) ? draw.pick(['HIGH', 'HIGH', 'URGENT']) : draw.pick(['LOW', 'MEDIUM', 'MEDIUM']);
    tickets.push({ subject: draw.pick(ticketSubjects), priority, daysAgo, closedDaysAgo: open ? null : Math.max(1, daysAgo - openFor) });
    daysAgo -= Math.round(18 + health * draw.whole(60, 190));
  }
  if (plan.example === 'sick') {
    for (const [position, age] of [41, 33, 17].entries()) {
      tickets.push({ subject: ticketSubjects[position * 2] ?? '', priority: position === 0 ? 'URGENT' : 'HIGH', daysAgo: age, closedDaysAgo: null });
    }
  }
  return tickets;
}

function plantTickets(planter: Planter, plan: CompanyPlan, companyId: string, contacts: PlantedContact[], index: number): PlantedTicket[] {
  const { store, draw, calendar, owners } = planter;
  return ticketsOf(planter, plan).map(({ subject, priority, daysAgo, closedDaysAgo }) => {
    const { id } = store.insert('tickets', {
      createdAt: calendar.at(daysAgo, 13), updatedAt: calendar.at(closedDaysAgo ?? Math.max(1, daysAgo - 1), 18),
      properties: {
        subject, content: `${subject}.`, hs_pipeline: '0',
        hs_pipeline_stage: closedDaysAgo === null ? draw.pick(['1', '2', '3']) : '4', hs_ticket_priority: priority,
        hs_ticket_category: draw.pick(['PRODUCT_ISSUE', 'BILLING_ISSUE', 'GENERAL_INQUIRY']), source_type: draw.pick(['EMAIL', 'CHAT', 'PHONE']),
        hubspot_owner_id: owners.cs[index % owners.cs.length]?.ownerId ?? null,
        closed_date: closedDaysAgo === null ? null : calendar.at(closedDaysAgo, 18), hs_primary_company_id: companyId,
      },
    });
    store.link('tickets', id, 'companies', companyId, true);
    const reporter = contacts.length > 0 ? draw.pick(contacts) : undefined;
    if (reporter) store.link('tickets', id, 'contacts', reporter.id);
    return { id, subject, closedDaysAgo };
  });
}
