import type { ObjectType, RecordAnswer, Row } from '../api.ts';
import { formatMoney } from '../format.ts';
import { propertyText } from './labels.ts';
import type { Portal } from './portal-context.ts';

interface Base {
  key: string;
  /** Where it stands in the timeline, ISO 8601. */
  at: string;
  icon: string;
  title: string;
}
interface Happening extends Base {
  kind: 'happening';
  subject: string;
  text: string;
  link: string | null;
}
interface Note extends Base {
  kind: 'note';
  /** As it was written: not to be shown but through RichText. */
  html: string;
  author: string;
}
interface Task extends Base {
  kind: 'task';
  task: Row;
}
export type Activity = Happening | Note | Task;

const DAY_MS = 86_400_000;
/** The clock that the page shows is read now and then; what happened since is shown all the same. */
const endOf = ({ session }: Portal): number => Date.parse(session.now) + DAY_MS;

function surveyActivities(record: RecordAnswer, { words }: Portal): Activity[] {
  return record.answers.map(({ id, properties: p, createdAt }) => {
    const icons: Record<string, string> = { PROMOTER: 'faceHappy', PASSIVE: 'faceNeutral', DETRACTOR: 'faceSad' };
    const who = [p.hs_contact_firstname, p.hs_contact_lastname].filter(Boolean).join(' ');
    return {
      kind: 'happening',
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
    const base = { kind: 'happening' as const, icon: 'tickets', subject: p.subject ?? `#${id}`, text: '', link: `/portal/tickets/${id}` };
    const priority = propertyText('hs_ticket_priority', p.hs_ticket_priority, undefined, region);
    const opened = { ...base, key: `ticket-${id}`, at: p.createdate ?? createdAt, title: words.ticketOpened, text: priority };
    return p.closed_date ? [opened, { ...base, key: `closed-${id}`, at: p.closed_date, title: words.ticketClosed }] : [opened];
  });
}

function dealActivities(deals: Row[], { words, region }: Portal): Activity[] {
  return deals.flatMap(({ id, properties: p, createdAt }) => {
    const text = p.amount ? formatMoney(Number(p.amount), region) : '';
    const base = { kind: 'happening' as const, icon: 'deals', subject: p.dealname ?? `#${id}`, text, link: `/portal/deals/${id}` };
    const created = { ...base, key: `deal-${id}`, at: p.createdate ?? createdAt, title: words.dealCreated };
    const ends: Record<string, string> = { closedwon: words.dealWon, closedlost: words.dealLost };
    const end = ends[p.dealstage ?? ''];
    return end && p.closedate ? [created, { ...base, key: `end-${id}`, at: p.closedate, title: end }] : [created];
  });
}

function noteActivities(notes: Row[], { words, ownerName }: Portal): Activity[] {
  return notes.map(({ id, properties: p, createdAt }) => ({
    kind: 'note', key: `note-${id}`, at: p.hs_timestamp ?? createdAt, icon: 'edit', title: words.note,
    html: p.hs_note_body ?? '', author: ownerName(p.hubspot_owner_id),
  }));
}

/** A task that is done stands where it was done; an open one where it is due, and an overdue one at the top until someone does it. */
function taskActivities(tasks: Row[], portal: Portal): Activity[] {
  return tasks.map((task) => {
    const { id, properties: p, createdAt } = task;
    const due = p.hs_timestamp ?? createdAt;
    const overdue = Date.parse(due) < Date.parse(portal.session.now);
    const at = p.hs_task_completion_date ?? (overdue ? new Date(endOf(portal)).toISOString() : due);
    return { kind: 'task', key: `task-${id}`, at, icon: 'date', title: portal.words.task, task };
  });
}

/** What happened around a record up to now, and what is to be done, newest first. */
export function activitiesOf(type: ObjectType, record: RecordAnswer, portal: Portal): Activity[] {
  const tickets = type === 'tickets' ? [record] : record.associated.tickets;
  const deals = type === 'deals' ? [record] : record.associated.deals;
  const happened = [
    ...surveyActivities(record, portal), ...ticketActivities(tickets, portal), ...dealActivities(deals, portal), ...noteActivities(record.notes, portal),
  ].filter((activity) => Date.parse(activity.at) <= endOf(portal));
  return [...happened, ...taskActivities(record.tasks, portal)].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
