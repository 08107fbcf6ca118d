import { z } from 'zod';
import type { Crm, CrmRecord, ObjectType, SandboxCore } from '../core.ts';
import { dealStages } from '../crm/pipelines.ts';
import { Refused, shownPortal } from './answer.ts';

const DAY_MS = 86_400_000;

const answerBody = z.object({
  type: z.enum(['NPS', 'CSAT', 'CES']),
  score: z.number().int().min(0).max(10),
  comment: z.string().max(2000).default(''),
  companyId: z.string().max(20),
  contactId: z.string().max(20).nullable(),
});
type Answer = z.infer<typeof answerBody>;
type Group = 'PROMOTER' | 'PASSIVE' | 'DETRACTOR';

const SENTIMENT: Record<Group, string> = { PROMOTER: 'POSITIVE', PASSIVE: 'NEUTRAL', DETRACTOR: 'NEGATIVE' };
/** HubSpot's thresholds: lowest score of the middle and of the top group. */
const THRESHOLDS: Record<Answer['type'], { middle: number; top: number; most: number }> = {
  NPS: { middle: 7, top: 9, most: 10 },
  CSAT: { middle: 1, top: 2, most: 2 },
  CES: { middle: 4, top: 6, most: 7 },
};

function groupOf({ type, score }: Answer): Group {
  const { middle, top } = THRESHOLDS[type];
  if (score >= top) return 'PROMOTER';
  return score >= middle ? 'PASSIVE' : 'DETRACTOR';
}

function mustGet(crm: Crm, type: ObjectType, id: string): CrmRecord {
  const record = crm.get(type, id);
  if (!record) throw new Refused(404, `There is no record ${id} among ${type}.`);
  return record;
}

/** The properties of a native survey's submission, as HubSpot fills them. */
function submissionOf(core: SandboxCore, crm: Crm, answer: Answer, contact: CrmRecord | null): Record<string, string | null> {
  const before = crm.list('feedback_submissions', { where: { hs_survey_type: answer.type }, limit: 1 }).results[0]?.properties ?? {};
  const group = groupOf(answer);
  return {
    hs_survey_id: before.hs_survey_id ?? '1',
    hs_survey_name: before.hs_survey_name ?? answer.type,
    hs_survey_type: answer.type,
    hs_survey_channel: before.hs_survey_channel ?? 'EMAIL',
    hs_value: String(answer.score),
    hs_response_group: group,
    hs_sentiment: SENTIMENT[group],
    hs_content: answer.comment || null,
    hs_submission_timestamp: core.now().toISOString(),
    ...(contact && {
      hs_contact_id: contact.id,
      hs_contact_email_rollup: contact.properties.email ?? null,
      hs_contact_firstname: contact.properties.firstname ?? null,
      hs_contact_lastname: contact.properties.lastname ?? null,
    }),
  };
}

/** Answers a survey of the account's own (native) survey tool: a feedback submission appears in the CRM. */
export function answerSurvey(core: SandboxCore, body: unknown): { id: string } {
  const answer = answerBody.parse(body);
  const { most } = THRESHOLDS[answer.type];
  if (answer.score > most) throw new Refused(400, `A ${answer.type} score is at most ${most}.`);
  const crm = core.crm(shownPortal(core).portalId);
  const company = mustGet(crm, 'companies', answer.companyId);
  const contact = answer.contactId === null ? null : mustGet(crm, 'contacts', answer.contactId);
  const submission = crm.create('feedback_submissions', submissionOf(core, crm, answer, contact));
  crm.associate('feedback_submissions', submission.id, 'companies', company.id);
  if (contact) crm.associate('feedback_submissions', submission.id, 'contacts', contact.id);
  return { id: submission.id };
}

function hookOf(core: SandboxCore, kind: string): string {
  const hook = core.demo().hooks.find((one) => one.kind === kind);
  if (!hook) throw new Refused(409, `No ${kind} survey source is set up in this demo account: start it with \`npm start\`.`);
  return hook.url;
}

const csvBody = z.object({ csv: z.string().min(1).max(10_000_000), dryRun: z.boolean(), lang: z.enum(['pt-BR', 'en']) });

/** Posts a CSV of answers to the demo's CSV source, as a survey tool's export would be; its report comes back as text, in the asked language. */
export async function sendCsv(core: SandboxCore, body: unknown) {
  const { csv, dryRun, lang } = csvBody.parse(body);
  const url = `${hookOf(core, 'csv')}?lang=${lang}${dryRun ? '&dryRun=1' : ''}`;
  return core.callHook({ url, contentType: 'text/csv; charset=utf-8', body: csv });
}

/** Fires the demo's JSON webhook with one answer, in the format Baton reads when a source maps nothing. */
export async function fireWebhook(core: SandboxCore, body: unknown, id: string) {
  const answer = answerBody.parse(body);
  const crm = core.crm(shownPortal(core).portalId);
  const company = mustGet(crm, 'companies', answer.companyId).properties;
  const contact = answer.contactId === null ? {} : mustGet(crm, 'contacts', answer.contactId).properties;
  const name = [contact.firstname, contact.lastname].filter(Boolean).join(' ');
  const sent = {
    id,
    survey: { id: `sandbox-${answer.type.toLowerCase()}`, name: `${answer.type} (sandbox)` },
    type: answer.type.toLowerCase(),
    kind: answer.type === 'NPS' ? 'relational' : 'transactional',
    score: answer.score,
    comment: answer.comment || null,
    respondent: { email: contact.email ?? null, name: name || null, role: contact.jobtitle ?? null },
    company: { id: answer.companyId, domain: company.domain ?? null },
    answeredAt: core.now().toISOString(),
  };
  const reply = await core.callHook({ url: hookOf(core, 'webhook'), contentType: 'application/json', body: JSON.stringify(sent) });
  return { ...reply, sent };
}

const stageBody = z.object({ dealId: z.string().max(20), stage: z.enum(dealStages.map(({ id }) => id)) });

/** Moves a deal to a stage as a person does: webhooks tell of it, and a deal that is won or lost closes now. */
export function moveDeal(core: SandboxCore, body: unknown): { stage: string } {
  const { dealId, stage } = stageBody.parse(body);
  const crm = core.crm(shownPortal(core).portalId);
  crm.update('deals', mustGet(crm, 'deals', dealId).id, { dealstage: stage });
  return { stage };
}

const taskBody = z.object({ taskId: z.string().max(20), done: z.boolean() });

/** Ticks a task off, or opens it again. */
export function tickTask(core: SandboxCore, body: unknown): { status: string } {
  const { taskId, done } = taskBody.parse(body);
  const crm = core.crm(shownPortal(core).portalId);
  const status = done ? 'COMPLETED' : 'NOT_STARTED';
  crm.update('tasks', mustGet(crm, 'tasks', taskId).id, { hs_task_status: status });
  return { status };
}

const clockBody = z.object({ days: z.number().min(-400).max(400) });

/** Moves the account's clock by days (either way, at most 400). */
export function moveClock(core: SandboxCore, body: unknown): { now: string } {
  const { days } = clockBody.parse(body);
  return { now: core.moveClock(days * DAY_MS).toISOString() };
}
