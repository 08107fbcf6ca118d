import { z } from 'zod';
import { type Answer, type AnswerKind, type Parsed, UnreadableDelivery } from '../answer.ts';
import { instantOf } from '../dates.ts';
import { commentOf, companyDomainOf, emailOf, present, recordIdOf, respondentKey } from '../identity.ts';
import { type PolledRecord, answerKind, excludedDomains, type Provider, type ReadingContext } from '../provider.ts';
import { type DeclaredScale, readScore } from '../scales.ts';
import { saying } from '../wording.ts';

const settingsShape = z.strictObject({
  /** What the answers of each survey type are about; one survey may differ, by its id. */
  kinds: z.record(z.string().max(300), answerKind).default({}),
  excludedDomains,
});
type Settings = z.output<typeof settingsShape>;

/** HubSpot's survey types and their scales; every other (custom) survey holds no such answer. CSAT is 0 to 2. */
const TYPES: Readonly<{ [hubspot: string]: { type: string; scale: DeclaredScale } }> = {
  NPS: { type: 'nps', scale: { min: 0, max: 10 } },
  CSAT: { type: 'csat', scale: { min: 0, max: 2 } },
  CES: { type: 'ces', scale: { min: 1, max: 7 } },
};

/** Surveys made with HubSpot itself; its API only reads them, and has no webhook for them. */
export const part: Provider = {
  id: 'hubspot-feedback',
  label: { 'pt-BR': 'Pesquisas do HubSpot', en: 'HubSpot surveys' },
  settings: [
    {
      id: 'kinds',
      label: { 'pt-BR': 'Relacional ou transacional', en: 'Relational or transactional' },
      hint: { 'pt-BR': 'Por tipo (nps, csat, ces) ou id da pesquisa', en: 'By type (nps, csat, ces) or survey id' },
      input: 'mapping',
    },
  ],
  settingsShape,
  bodyLimit: 0,
  waitsForReport: false,
  trustedIds: true,
  verify: () => false,
  parse: (body, context) => read(pageOf(body), context),
  poll: {
    object: 'feedback_submissions',
    properties: [
      'hs_value', 'hs_response_group', 'hs_content', 'hs_survey_type', 'hs_survey_id', 'hs_survey_name', 'hs_survey_channel',
      'hs_submission_timestamp', 'hs_lastmodifieddate', 'hs_contact_id', 'hs_contact_email_rollup', 'hs_contact_firstname',
      'hs_contact_lastname', 'hs_ticket_id', 'hs_ticket_subject',
    ],
    associations: ['contacts', 'companies', 'tickets'],
    scopes: ['crm.objects.contacts.read', 'crm.objects.feedback_submissions.read'],
    read,
  },
};

function pageOf(body: Buffer): PolledRecord[] {
  try {
    const page = JSON.parse(body.toString('utf8')) as { results?: PolledRecord[] };
    if (Array.isArray(page.results)) return page.results;
  } catch {
    // Said below.
  }
  throw new UnreadableDelivery(saying('not-submissions'));
}

function read(records: readonly PolledRecord[], context: ReadingContext): Parsed {
  const parsed: Parsed = { answers: [], invitations: [], problems: [], rows: records.length };
  for (const [index, record] of records.entries()) {
    const row = index + 1;
    const known = TYPES[record.properties.hs_survey_type ?? ''];
    if (known === undefined || record.archived) {
      parsed.problems.push({ row, severity: 'skipped', ...saying(known === undefined ? 'other-survey-type' : 'archived') });
      continue;
    }
    const answer = answerOf(record, row, known, context);
    if (answer === undefined) parsed.problems.push({ row, severity: 'error', ...saying('off-scale') });
    else parsed.answers.push(answer);
  }
  return parsed;
}

function answerOf(record: PolledRecord, row: number, known: { type: string; scale: DeclaredScale }, context: ReadingContext): Answer | undefined {
  const { properties } = record;
  const type = context.types.get(known.type)!;
  const reading = readScore(type, properties.hs_value, known.scale);
  if ('fault' in reading) return undefined;
  const settings = context.settings as Settings;
  const surveyId = present(properties.hs_survey_id) ?? null;
  const email = emailOf(properties.hs_contact_email_rollup);
  const contactId = recordIdOf(properties.hs_contact_id) ?? onlyOne(record, 'contacts');
  const ticketId = recordIdOf(properties.hs_ticket_id) ?? onlyOne(record, 'tickets');
  const updatedAt = instantOf(properties.hs_lastmodifieddate ?? record.updatedAt, 'UTC') ?? context.receivedAt;
  const companyId = onlyOne(record, 'companies');
  const domain = companyDomainOf(email, new Set(settings.excludedDomains));
  return {
    externalId: record.id,
    row,
    surveyId,
    surveyName: present(properties.hs_survey_name, 200) ?? null,
    type: type.id,
    kind: kindOf(settings, surveyId, type, ticketId),
    touchpoint: present(properties.hs_ticket_subject, 200) ?? null,
    channel: present(properties.hs_survey_channel)?.toLowerCase() ?? null,
    score: reading.score,
    scaleMin: reading.scale.min,
    scaleMax: reading.scale.max,
    class: reading.class,
    value: reading.value,
    comment: commentOf(properties.hs_content),
    respondentKey: respondentKey({ email, contactId }),
    respondentEmail: email ?? null,
    respondentName: [present(properties.hs_contact_firstname), present(properties.hs_contact_lastname)].filter(Boolean).join(' ') || null,
    respondentRole: null,
    answeredAt: instantOf(properties.hs_submission_timestamp ?? '', 'UTC') ?? updatedAt,
    updatedAt,
    hints: {
      trusted: true,
      ...(companyId !== undefined && { companyId }),
      ...(contactId !== undefined && { contactId }),
      ...(ticketId !== undefined && { ticketId }),
      ...(email !== undefined && { email }),
      ...(domain !== undefined && { domain }),
    },
  };
}

/** An answer about a ticket is about that event, whatever its type. */
function kindOf(settings: Settings, surveyId: string | null, type: { id: string; kind: AnswerKind }, ticketId: number | undefined): AnswerKind {
  return settings.kinds[surveyId ?? ''] ?? settings.kinds[type.id] ?? (ticketId === undefined ? type.kind : 'transactional');
}

/** Several associated records prove none of them. */
function onlyOne(record: PolledRecord, object: string): number | undefined {
  const ids = new Set(record.associations?.[object]?.results.map((result) => result.id) ?? []);
  return ids.size === 1 ? recordIdOf([...ids][0]) : undefined;
}
