import type { Store } from '../crm/store.ts';
import type { Draw } from '../random.ts';
import type { SeedCalendar } from './calendar.ts';
import { createCommenter } from './comments.ts';
import type { Mood } from './comments.ts';
import type { PlantedCompany, PlantedContact, PlantedTicket } from './demo-records.ts';
import { cesScore, csatScore, npsScore } from './profiles.ts';

type Group = 'PROMOTER' | 'PASSIVE' | 'DETRACTOR';

interface Survey {
  id: string;
  name: string;
  type: 'NPS' | 'CSAT' | 'CES';
  channel: 'EMAIL' | 'WEB' | 'CHAT';
  middle: number;
  top: number;
}

const relational: Survey = { id: '31', name: 'NPS relacional semestral', type: 'NPS', channel: 'EMAIL', middle: 7, top: 9 };
const inApp: Survey = { id: '32', name: 'NPS no aplicativo', type: 'NPS', channel: 'WEB', middle: 7, top: 9 };
const afterTicket: Survey = { id: '33', name: 'CSAT pós-atendimento', type: 'CSAT', channel: 'EMAIL', middle: 1, top: 2 };
const effort: Survey = { id: '34', name: 'CES pós-atendimento', type: 'CES', channel: 'CHAT', middle: 4, top: 6 };

interface Answer {
  survey: Survey;
  daysAgo: number;
  score: number;
  company: PlantedCompany;
  contact: PlantedContact | null;
  ticket: PlantedTicket | null;
}

const moods: Record<Group, Mood> = { PROMOTER: 'good', PASSIVE: 'fair', DETRACTOR: 'bad' };
const sentiments: Record<Group, string> = { PROMOTER: 'POSITIVE', PASSIVE: 'NEUTRAL', DETRACTOR: 'NEGATIVE' };

function relationalAnswers(company: PlantedCompany, index: number, draw: Draw): Answer[] {
  const { plan, contacts } = company;
  if (plan.answers === 'three') {
    return contacts.slice(0, 3).map((contact, position) => ({ survey: relational, daysAgo: 12 + position * 9, score: [9, 7, 8][position] ?? 8, company, contact, ticket: null }));
  }
  const answers: Answer[] = [];
  // A wave each half-year, in two halves of the customers two months apart.
  for (let wave = index % 2 === 0 ? 24 : 78; wave < 730; wave += 182) {
    for (const contact of contacts) {
      const daysAgo = wave + draw.whole(0, 16);
      const willing = plan.example === null ? 0.55 : 0.85;
      if (daysAgo > plan.customerDays - 30 || !draw.chance(willing)) continue;
      answers.push({ survey: relational, daysAgo, score: npsScore(plan.profile.at(daysAgo), draw), company, contact, ticket: null });
    }
  }
  const anonymous = plan.answers === 'many' ? 26 : draw.chance(0.2) ? draw.whole(1, 3) : 0;
  for (let count = 0; count < anonymous; count += 1) {
    const daysAgo = draw.whole(3, 170);
    answers.push({ survey: inApp, daysAgo, score: npsScore(plan.profile.at(daysAgo), draw), company, contact: null, ticket: null });
  }
  return answers;
}

function ticketAnswers(company: PlantedCompany, draw: Draw): Answer[] {
  if (company.plan.answers === 'three') return [];
  return company.tickets.flatMap((ticket, position): Answer[] => {
    const contact = company.contacts[position % Math.max(1, company.contacts.length)];
    if (ticket.closedDaysAgo === null || ticket.closedDaysAgo < 2 || !contact || !draw.chance(company.plan.example === null ? 0.5 : 0.9)) return [];
    const daysAgo = ticket.closedDaysAgo - 1;
    const health = company.plan.profile.at(daysAgo);
    return [position % 3 === 2
      ? { survey: effort, daysAgo, score: cesScore(health, draw), company, contact, ticket }
      : { survey: afterTicket, daysAgo, score: csatScore(health, draw), company, contact, ticket }];
  });
}

function plantAnswer(store: Store, calendar: SeedCalendar, answer: Answer, comment: string | null, group: Group): void {
  const { survey, contact, ticket, company } = answer;
  const at = calendar.at(answer.daysAgo, 11 + (answer.score % 9));
  const { id } = store.insert('feedback_submissions', {
    createdAt: at, updatedAt: at,
    properties: {
      hs_survey_id: survey.id, hs_survey_name: survey.name, hs_survey_type: survey.type, hs_survey_channel: survey.channel,
      hs_industry_standard_question_type: survey.type, hs_value: String(answer.score), hs_response_group: group,
      hs_sentiment: comment === null ? null : sentiments[group], hs_content: comment, hs_submission_timestamp: at,
      hs_submission_name: `${survey.name} - ${contact?.email ?? '(anônimo)'}`,
      hs_contact_id: contact?.id ?? null, hs_contact_email_rollup: contact?.email ?? null,
      hs_contact_firstname: contact?.firstName ?? null, hs_contact_lastname: contact?.lastName ?? null,
      hs_ticket_id: ticket?.id ?? null, hs_ticket_subject: ticket?.subject ?? null,
    },
  });
  if (contact) store.link('feedback_submissions', id, 'contacts', contact.id);
  if (ticket) store.link('feedback_submissions', id, 'tickets', ticket.id);
  // Not every submission carries its company (it then follows from the contact); those of the examples do.
  if (!contact || company.plan.example !== null || Number(id) % 4 !== 0) store.link('feedback_submissions', id, 'companies', company.id);
}

/** Two years of answers of the customers, oldest first. */
export function plantFeedback(store: Store, calendar: SeedCalendar, companies: PlantedCompany[], draw: Draw): void {
  const commentFor = createCommenter(draw);
  const answers = companies
    .filter(({ plan }) => plan.stage === 'customer')
    .flatMap((company, index) => [...relationalAnswers(company, index, draw), ...ticketAnswers(company, draw)])
    .sort((left, right) => right.daysAgo - left.daysAgo);
  for (const answer of answers) {
    const { top, middle } = answer.survey;
    const group = answer.score >= top ? 'PROMOTER' : answer.score >= middle ? 'PASSIVE' : 'DETRACTOR';
    const talkative = answer.company.plan.example === null ? 0.55 : 0.8;
    plantAnswer(store, calendar, answer, draw.chance(talkative) ? commentFor(moods[group]) : null, group);
  }
}
