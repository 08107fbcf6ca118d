import type { Language, Refusal } from '../../../../extensions/contracts/envelope.ts';
import { type ChangePlaybook, type PlaybookContent, type SaleCondition, STANDARD_ID, type WorkCalendar } from '../../../../extensions/contracts/playbooks.ts';
import type { Made } from '../../http/desk.ts';
import { refusal } from '../../http/hubspot-request.ts';
import type { Tx } from '../../platform/db.ts';
import type { Words } from '../../platform/words.ts';
import { calendarFault, tidyCalendar } from './calendar.ts';
import { settleChoices } from './company-choices.ts';
import type { HandoffDeps } from '../commands.ts';
import { faultOf, type Playbook } from './playbook.ts';
import { addVersion, listPlaybooks, lockPlaybooks, rankPlaybooks, savePlaybook, saveWorkCalendar, type StoredPlaybook, workCalendar } from './playbook-store.ts';
import { calendarFaultText, choiceFaultText, copyOf, playbookFault } from './playbook-wording.ts';
import type { CompanyProperty } from '../questions.ts';

/** Has the due dates in HubSpot follow a calendar that was changed. */
export const FOLLOW_CALENDAR_JOB = 'handoff.follow-calendar';
const MOST_PLAYBOOKS = 50;

/** An admin who changes playbooks; refusals are in this language. */
export interface Author {
  portalId: number;
  userId: number;
  language: Language;
  now: Date;
}

const gone = refusal('not-found', 'There is no such playbook: reload the page.');
const stale = refusal('conflict', 'Somebody changed this meanwhile: reload the page.');
const unfit = {
  tooMany: { 'pt-BR': `Uma conta tem no máximo ${MOST_PLAYBOOKS} playbooks, contando os arquivados.`, en: `An account has at most ${MOST_PLAYBOOKS} playbooks, archived ones included.` },
  standard: { 'pt-BR': 'O playbook padrão vale onde nenhum outro vale: não se arquiva nem muda de lugar.', en: 'The standard playbook applies where no other does: it is neither archived nor moved.' },
  unpublished: { 'pt-BR': 'Nunca foi publicado: arquive-o.', en: 'It was never published: archive it instead.' },
} satisfies Record<string, Words>;

/** Copies a playbook as a draft of its own, tried after those that are there. */
export async function clonePlaybook(tx: Tx, deps: Pick<HandoffDeps, 'randomBytes'>, from: string, { portalId, language }: Author): Promise<Made<{ ok: true; id: string }> | Refusal> {
  await lockPlaybooks(tx, portalId);
  const all = await listPlaybooks(tx);
  const source = all.find((one) => one.id === from);
  if (source === undefined) return gone;
  if (all.length >= MOST_PLAYBOOKS) return refusal('invalid', unfit.tooMany[language]);
  const { name, ...rest } = contentOf(source);
  const id = `pb-${deps.randomBytes(6).toString('hex')}`;
  const draft = { ...rest, name: copyOf[language](name).slice(0, 80) };
  await savePlaybook(tx, portalId, { id, revision: 1, draft, archived: false });
  return { answer: { ok: true, id }, action: 'playbook.cloned', subject: `playbook:${id}`, before: null, after: { name: draft.name, from } };
}

/** What stands to be edited: the draft, else what is published. */
export function contentOf({ draft, published }: StoredPlaybook): PlaybookContent {
  if (draft !== null) return draft;
  const { id: _, version: __, ...content } = published!;
  return content;
}

/** Keeps an admin's work on a playbook; nothing follows it yet. @param asked its `properties` are the choices HubSpot has now; null where it does not tell, or nothing is asked of companies. */
export async function saveDraft(tx: Tx, asked: { id: string; revision: number; content: PlaybookContent; properties: readonly CompanyProperty[] | null }, { portalId, language }: Author): Promise<Made<{ ok: true; revision: number }> | Refusal> {
  const before = await editable(tx, portalId, asked);
  if ('ok' in before) return before;
  const settled = settleChoices(asked.content, { before: contentOf(before), properties: asked.properties });
  if ('fault' in settled) return refusal('invalid', choiceFaultText(settled, language));
  const revision = before.revision + 1;
  await savePlaybook(tx, portalId, { ...before, revision, draft: settled.content });
  return { answer: { ok: true, revision }, action: 'playbook.saved', subject: `playbook:${asked.id}`, before: auditOf(contentOf(before)), after: auditOf(settled.content) };
}

/** Publishes, discards, archives, restores or moves a playbook. Handoffs that run keep the version they began with. */
export async function changePlaybook(tx: Tx, deps: Pick<HandoffDeps, 'steps'>, asked: { id: string } & Pick<ChangePlaybook, 'revision' | 'change'>, author: Author): Promise<Made<{ ok: true; version: number }> | Refusal> {
  const before = await editable(tx, author.portalId, asked);
  if ('ok' in before) return before;
  if (before.id === STANDARD_ID && ['archive', 'restore', 'up'].includes(asked.change)) return refusal('invalid', unfit.standard[author.language]);
  switch (asked.change) {
    case 'publish': return publish(tx, deps, before, author);
    case 'discard': return before.published === undefined ? refusal('invalid', unfit.unpublished[author.language]) : change(tx, before, { draft: null }, 'playbook.discarded', author);
    case 'archive': return change(tx, before, { archived: true }, 'playbook.archived', author);
    case 'restore': return change(tx, before, { archived: false }, 'playbook.restored', author);
    case 'up': return moveUp(tx, before, author);
  }
}

async function publish(tx: Tx, { steps }: Pick<HandoffDeps, 'steps'>, before: StoredPlaybook, author: Author): Promise<Made<{ ok: true; version: number }> | Refusal> {
  const { portalId, language } = author;
  if (before.draft === null) return refusal('conflict', 'There is nothing to publish: it is as it was published.');
  const fault = faultOf(before.id, before.draft, steps);
  if (fault !== undefined) return refusal('invalid', playbookFault(fault, language));
  const published: Playbook = { ...before.draft, id: before.id, version: (before.published?.version ?? 0) + 1 };
  await addVersion(tx, portalId, published, author);
  await savePlaybook(tx, portalId, { ...before, revision: before.revision + 1, draft: null });
  return {
    answer: { ok: true, version: published.version }, action: 'playbook.published', subject: `playbook:${before.id}`,
    before: before.published === undefined ? null : { version: before.published.version, ...auditOf(before.published) },
    after: { version: published.version, ...auditOf(published) },
  };
}

async function change(tx: Tx, before: StoredPlaybook, changed: Partial<Pick<StoredPlaybook, 'draft' | 'archived'>>, action: string, { portalId }: Author): Promise<Made<{ ok: true; version: number }>> {
  const after = { ...before, ...changed, revision: before.revision + 1 };
  await savePlaybook(tx, portalId, after);
  const told = (one: StoredPlaybook) => ({ archived: one.archived, ...auditOf(contentOf(one)) });
  return { answer: { ok: true, version: before.published?.version ?? 0 }, action, subject: `playbook:${before.id}`, before: told(before), after: told(after) };
}

async function moveUp(tx: Tx, before: StoredPlaybook, { portalId }: Author): Promise<Made<{ ok: true; version: number }> | Refusal> {
  const ids = (await listPlaybooks(tx)).filter((one) => !one.archived && one.id !== STANDARD_ID).map((one) => one.id);
  const at = ids.indexOf(before.id);
  if (at < 1) return refusal('conflict', 'It is tried first already.');
  const order = ids.with(at, ids[at - 1]!).with(at - 1, before.id);
  await rankPlaybooks(tx, order);
  await savePlaybook(tx, portalId, { ...before, revision: before.revision + 1 });
  return { answer: { ok: true, version: before.published?.version ?? 0 }, action: 'playbook.moved', subject: `playbook:${before.id}`, before: { place: at + 1 }, after: { place: at } };
}

/** The playbook that is to be changed, as long as nobody changed it since. */
async function editable(tx: Tx, portalId: number, { id, revision }: { id: string; revision: number }): Promise<StoredPlaybook | Refusal> {
  await lockPlaybooks(tx, portalId);
  const found = (await listPlaybooks(tx)).find((one) => one.id === id);
  if (found === undefined) return gone;
  return found.revision === revision ? found : stale;
}

/** Keeps when the account works; due dates follow at once, those in HubSpot by a job. */
export async function changeCalendar(tx: Tx, deps: Pick<HandoffDeps, 'enqueue'>, asked: { calendar: WorkCalendar; revision: number }, { portalId, language }: Author): Promise<Made<{ ok: true; revision: number }> | Refusal> {
  const fault = calendarFault(asked.calendar);
  if (fault !== undefined) return refusal('invalid', calendarFaultText(fault, language));
  const { calendar: before } = await workCalendar(tx);
  const calendar = tidyCalendar(asked.calendar);
  if (!(await saveWorkCalendar(tx, portalId, calendar, asked.revision))) return stale;
  await deps.enqueue(tx, FOLLOW_CALENDAR_JOB, [{ portalId }]);
  return { answer: { ok: true, revision: asked.revision + 1 }, action: 'playbook.calendar-changed', subject: 'calendar', before: calendarAudit(before), after: calendarAudit(calendar) };
}

function calendarAudit({ timeZone, week, holidays }: WorkCalendar): object {
  return { timeZone, week: Object.fromEntries(week.entries()), holidays: Object.fromEntries(holidays.map(({ day, name }) => [day, name])) };
}

/** A playbook as the audit trail keeps it: leg by leg, without what asks for nothing. */
function auditOf({ name, when, legs, required, outreachDays, firstValueDays, lateDays, silenceDays }: PlaybookContent): object {
  const told = legs.map(({ id, label, slaHours, acceptHours, onlyWith, steps, own, gate }) => {
    const rest = { ...(gate && { gate }), ...(onlyWith !== null && { onlyWith: conditionAudit(onlyWith) }) };
    return [id, { label: `${label['pt-BR']} / ${label.en}`, slaHours, acceptHours, steps: [...steps, ...own].join(', '), ...rest }];
  });
  return { name, when: conditionAudit(when), order: legs.map((leg) => leg.id).join(', '), legs: Object.fromEntries(told), required: required.join(', '), outreachDays, firstValueDays, lateDays, silenceDays };
}

/** What the audit trail keeps of a playbook with its legs in their own order, which the database does not keep; as it is where earlier versions did not say the order. */
export function toldPlaybook(kept: unknown): unknown {
  if (typeof kept !== 'object' || kept === null) return kept;
  const { order, legs } = kept as { order?: string; legs?: Record<string, unknown> };
  if (order === undefined || legs === undefined) return kept;
  return { ...kept, legs: Object.fromEntries(order.split(', ').map((id) => [id, legs[id]])) };
}

function conditionAudit({ pipelines, words, company = [], ...limits }: SaleCondition): object {
  const asked = company.filter((part) => part.values.length > 0).map(({ label, values }) => `${label}: ${values.map((one) => one.label).join(', ')}`);
  return {
    ...limits,
    ...(pipelines.length > 0 && { pipelines: pipelines.join(', ') }),
    ...(words.length > 0 && { words: words.join(', ') }),
    ...(asked.length > 0 && { company: asked.join('; ') }),
  };
}
