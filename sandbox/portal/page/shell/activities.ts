import type { ObjectType, RecordAnswer, Row } from '../api.ts';
import { formatMoney } from '../format.ts';
import { propertyText } from './labels.ts';
import type { Portal } from './portal-context.ts';

export interface Activity {
  key: string;
  at: string;
  icon: string;
  title: string;
  subject: string;
  text: string;
  link: string | null;
}

function surveyActivities(record: RecordAnswer, { words }: Portal): Activity[] {
  return record.answers.map(({ id, properties: p, createdAt }) => {
    const icons: Record<string, string> = { PROMOTER: 'faceHappy', PASSIVE: 'faceNeutral', DETRACTOR: 'faceSad' };
    const who = [p.hs_contact_firstname, p.hs_contact_lastname].filter(Boolean).join(' ');
    return {
      key: `answer-${id}`,
      at: p.hs_submission_timestamp ?? createdAt,
      icon: icons[p.hs_response_group ?? ''] ?? 'comment',
      title: `${words.surveyAnswer}: ${p.hs_survey_type ?? ''} ${p.hs_value ?? ''}`,
      subject: who || words.drawer.anonymous,
      text: p.hs_content ?? '',
      link: null,
    };
  });
}

function ticketActivities(tickets: Row[], { words, region }: Portal): Activity[] {
  return tickets.flatMap(({ id, properties: p, createdAt }) => {
    const base = { icon: 'tickets', subject: p.subject ?? `#${id}`, text: '', link: `/portal/tickets/${id}` };
    const priority = propertyText('hs_ticket_priority', p.hs_ticket_priority, undefined, region);
    const opened = { ...base, key: `ticket-${id}`, at: p.createdate ?? createdAt, title: words.ticketOpened, text: priority };
    return p.closed_date ? [opened, { ...base, key: `closed-${id}`, at: p.closed_date, title: words.ticketClosed }] : [opened];
  });
}

function dealActivities(deals: Row[], { words, region }: Portal): Activity[] {
  return deals.flatMap(({ id, properties: p, createdAt }) => {
    const text = p.amount ? formatMoney(Number(p.amount), region) : '';
    const base = { icon: 'deals', subject: p.dealname ?? `#${id}`, text, link: `/portal/deals/${id}` };
    const created = { ...base, key: `deal-${id}`, at: p.createdate ?? createdAt, title: words.dealCreated };
    const ends: Record<string, string> = { closedwon: words.dealWon, closedlost: words.dealLost };
    const end = ends[p.dealstage ?? ''];
    return end && p.closedate ? [created, { ...base, key: `end-${id}`, at: p.closedate, title: end }] : [created];
  });
}

/** What happened around a record up to now, newest first. */
export function activitiesOf(type: ObjectType, record: RecordAnswer, portal: Portal): Activity[] {
  const tickets = type === 'tickets' ? [record] : record.associated.tickets;
  const deals = type === 'deals' ? [record] : record.associated.deals;
  const now = Date.parse(portal.session.now) + 86_400_000;
  return [...surveyActivities(record, portal), ...ticketActivities(tickets, portal), ...dealActivities(deals, portal)]
    .filter((activity) => Date.parse(activity.at) <= now)
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
