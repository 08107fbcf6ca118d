import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { foldText } from '../../lib/text-match.ts';
import { type Parsed, UnreadableDelivery } from '../answer.ts';
import { type AnswerField, draftAnswer, type DraftRules, type RawFields } from '../draft.ts';
import { answerKind, declaredScales, excludedDomains, type Provider, type ReadingContext } from '../provider.ts';
import type { DeclaredScale, SurveyType } from '../scales.ts';
import { type Saying, saying } from '../wording.ts';

const name = z.string().min(1).max(200);

/** Where hidden fields carry what is no question; the first that holds something counts. */
const HIDDEN: { [Field in AnswerField]?: readonly string[] } = {
  companyId: ['hubspot_company_id', 'hs_company_id', 'company_id'],
  cnpj: ['cnpj'],
  domain: ['domain', 'company_domain'],
  email: ['email'],
  name: ['name'],
  firstName: ['first_name', 'firstname'],
  lastName: ['last_name', 'lastname'],
  role: ['role'],
  personId: ['user_id', 'person_id'],
  touchpoint: ['touchpoint'],
  channel: ['channel', 'utm_source'],
};

/** Ids as a list, or with commas between, as people write them in a form. */
const names = z
  .union([z.array(name), z.string().max(4_000).transform((text) => text.split(',').map((each) => each.trim()).filter((each) => each !== ''))])
  .pipe(z.array(name).max(200))
  .default([]);

const settingsShape = z.strictObject({
  /** Forms whose responses count; none named: every form. */
  forms: names,
  /** Survey type of a question by its reference: { "ease": "ces" }. */
  types: z.record(name, z.string().max(40)).default({}),
  /** Scales by a question's reference, by form or by type, where the form's own is not meant. */
  scales: declaredScales.default({}),
  /** References of the questions that hold comments; none named: every long text. */
  commentRefs: names,
  kind: answerKind.optional(),
  surveyName: z.string().max(200).optional(),
  excludedDomains,
});
type Settings = z.output<typeof settingsShape>;

const field = z.object({
  id: z.string().max(100),
  ref: z.string().max(200).optional(),
  type: z.string().max(60),
  properties: z.object({ steps: z.number().optional(), start_at_one: z.boolean().optional() }).optional().catch(undefined),
});
type Field = z.output<typeof field>;
const answer = z.object({
  type: z.string().max(60),
  number: z.number().optional(),
  text: z.string().max(100_000).optional(),
  email: z.string().max(320).optional(),
  field,
});
type GivenAnswer = z.output<typeof answer>;

/** A delivery, as far as Baton reads it. */
const deliveryShape = z.object({
  event_type: z.string().max(100),
  form_response: z.object({
    form_id: z.string().min(1).max(100),
    token: z.string().min(1).max(100),
    landed_at: z.string().max(40).optional(),
    submitted_at: z.string().max(40).optional(),
    hidden: z.record(z.string().max(300), z.unknown()).nullish(),
    definition: z.object({ title: z.string().max(1000).optional(), fields: z.array(field).max(1000).catch([]) }).optional().catch(undefined),
    answers: z.array(answer).max(1000).nullish(),
  }),
});
type Response = z.output<typeof deliveryShape>['form_response'];

/** Typeform's webhooks: one response a delivery, signed over the raw body. */
export const part: Provider = {
  id: 'typeform',
  label: { 'pt-BR': 'Typeform', en: 'Typeform' },
  settings: [
    { id: 'forms', label: { 'pt-BR': 'Formulários', en: 'Forms' }, hint: { 'pt-BR': 'Ids dos formulários, com vírgulas; vazio: todos', en: 'Ids of the forms, with commas; empty: all' }, input: 'text' },
    { id: 'types', label: { 'pt-BR': 'Tipo por pergunta', en: 'Type by question' }, hint: { 'pt-BR': 'Referência da pergunta e tipo, como ease: ces', en: 'Reference of the question and type, like ease: ces' }, input: 'mapping' },
    { id: 'scales', label: { 'pt-BR': 'Escalas', en: 'Scales' }, hint: { 'pt-BR': 'Vazio: a do formulário', en: "Empty: the form's own" }, input: 'scales' },
    { id: 'commentRefs', label: { 'pt-BR': 'Perguntas de comentário', en: 'Comment questions' }, hint: { 'pt-BR': 'Referências, com vírgulas; vazio: todo texto longo', en: 'References, with commas; empty: every long text' }, input: 'text' },
  ],
  settingsShape,
  bodyLimit: 256 * 1024,
  waitsForReport: false,
  trustedIds: false,
  signs: 'always',
  verify,
  parse,
};

/** `Typeform-Signature: sha256=` and the base64 of HMAC-SHA256 over the raw body. */
function verify(raw: Buffer, headers: Parameters<Provider['verify']>[1], secret: string | null): boolean {
  const given = headers['typeform-signature'];
  if (secret === null || typeof given !== 'string' || !given.startsWith('sha256=')) return false;
  const wanted = createHmac('sha256', secret).update(raw).digest();
  const got = Buffer.from(given.slice('sha256='.length), 'base64');
  return got.length === wanted.length && timingSafeEqual(got, wanted);
}

function parse(body: Buffer, context: ReadingContext): Parsed {
  const settings = context.settings as Settings;
  const delivery = deliveryOf(body);
  const reason = 'event' in delivery ? delivery.event : whyIgnored(delivery, settings);
  if (reason !== null) return skipped(reason);
  const response = delivery as Response;
  const scores = questionsOf(response, settings, context.types);
  if (scores.length === 0) return skipped(saying('no-score'));
  const parsed: Parsed = { answers: [], invitations: [], problems: [], rows: scores.length };
  for (const [index, question] of scores.entries()) {
    const draft = draftAnswer(fieldsOf(response, question, settings), index + 1, rulesOf(question, response, settings, context));
    if (draft.answer) parsed.answers.push(draft.answer);
    parsed.problems.push(...draft.problems);
  }
  return parsed;
}

function skipped(reason: Saying): Parsed {
  return { answers: [], invitations: [], problems: [{ row: 1, severity: 'skipped', ...reason }], rows: 1 };
}

function deliveryOf(body: Buffer): Response | { event: Saying } {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new UnreadableDelivery(saying('not-typeform-json'));
  }
  const event = (document as { event_type?: unknown } | null)?.event_type;
  if (typeof event === 'string' && event !== 'form_response') {
    return { event: saying(event === 'form_response_partial' ? 'partial' : 'other-event') };
  }
  const delivery = deliveryShape.safeParse(document);
  if (!delivery.success) throw new UnreadableDelivery(saying('not-typeform'));
  return delivery.data.form_response;
}

/** Typeform's "send test request" looks like a response; what gives it away is that nobody answers within the second. */
function whyIgnored(response: Response, settings: Settings): Saying | null {
  if (settings.forms.length > 0 && !settings.forms.includes(response.form_id)) {
    return saying('other-form');
  }
  if (response.submitted_at !== undefined && response.submitted_at === response.landed_at) {
    return saying('test');
  }
  return null;
}

/** A scored question with its answer, and the comments that belong to it. */
interface Question {
  field: Field;
  definition: Field;
  score: number | undefined;
  type: string;
  comments: string[];
  /** Whether it is the form's first scored question: its answer bears the response's own id. */
  first: boolean;
}

const SCORED = new Set(['nps', 'opinion_scale', 'rating']);

/** The scored questions that were answered, in order. A comment belongs to the scored question before it, else to the first. */
function questionsOf(response: Response, settings: Settings, types: ReadonlyMap<string, SurveyType>): Question[] {
  const defined = new Map((response.definition?.fields ?? []).map((one) => [one.id, one]));
  const firstDefined = [...defined.values()].find(({ type }) => SCORED.has(type))?.id;
  const questions: Question[] = [];
  const early: string[] = [];
  for (const given of response.answers ?? []) {
    if (SCORED.has(given.field.type)) {
      const definition = defined.get(given.field.id) ?? given.field;
      const first = firstDefined === undefined ? questions.length === 0 : given.field.id === firstDefined;
      questions.push({ field: given.field, definition, score: given.number, type: surveyTypeOf(given.field, settings, types), comments: [], first });
    } else if (isComment(given, settings) && given.text) {
      (questions.at(-1)?.comments ?? early).push(given.text);
    }
  }
  questions[0]?.comments.unshift(...early);
  return questions;
}

function isComment({ field: { type, ref } }: GivenAnswer, settings: Settings): boolean {
  return settings.commentRefs.length === 0 ? type === 'long_text' : ref !== undefined && settings.commentRefs.includes(ref);
}

/** The type set for the question; else the one its reference names; else NPS, stars for a rating, CSAT for a scale. */
function surveyTypeOf({ type, ref = '' }: Field, settings: Settings, types: ReadonlyMap<string, SurveyType>): string {
  if (Object.hasOwn(settings.types, ref)) return settings.types[ref]!;
  if (type === 'nps') return 'nps';
  const named = foldText(ref);
  if (types.has(named)) return named;
  return type === 'rating' ? 'stars' : 'csat';
}

function fieldsOf(response: Response, question: Question, settings: Settings): RawFields {
  const fields: RawFields = {};
  for (const [to, names] of Object.entries(HIDDEN)) {
    const found = names.map((key) => (response.hidden && Object.hasOwn(response.hidden, key) ? response.hidden[key] : undefined)).find((value) => typeof value === 'string' && value !== '');
    if (found !== undefined) fields[to as AnswerField] = found;
  }
  const own = `${response.form_id}:${response.token}`;
  const email = response.answers?.find((given) => given.type === 'email')?.email;
  return {
    ...fields,
    externalId: question.first ? own : `${own}:${question.field.id}`,
    surveyId: response.form_id,
    surveyName: settings.surveyName ?? response.definition?.title,
    type: question.type,
    kind: settings.kind,
    score: question.score,
    comment: question.comments.join('\n\n'),
    ...(email !== undefined && { email }),
    answeredAt: response.submitted_at,
  };
}

function rulesOf(question: Question, response: Response, settings: Settings, context: ReadingContext): DraftRules {
  const declared = [question.field.ref, question.field.id, response.form_id, question.type].map((key) => settings.scales[key ?? '']).find((scale) => scale !== undefined);
  const scale = declared ?? scaleOf(question, context.types.get(foldText(question.type)));
  return {
    provider: 'typeform',
    types: context.types,
    scales: { [response.form_id]: scale },
    timeZone: context.timeZone,
    orderOf: () => 'dmy',
    trustedIds: context.trustedIds,
    excludedDomains: new Set(settings.excludedDomains),
    receivedAt: context.receivedAt,
    missingClock: 'answered',
  };
}

/**
 * The scale of the form: NPS 0 to 10; an opinion scale 11 steps from 0, a rating 5 from 1, unless the form says otherwise.
 * Where the survey type knows no classes on it, top and bottom are its outer quarters, as CSAT's are on 1 to 5.
 */
function scaleOf({ definition: { type, properties } }: Question, surveyType: SurveyType | undefined): DeclaredScale {
  const steps = Math.min(11, Math.max(3, Math.round(properties?.steps ?? (type === 'rating' ? 5 : 11))));
  const min = type === 'rating' || properties?.start_at_one === true ? 1 : 0;
  const scale = type === 'nps' ? { min: 0, max: 10 } : { min, max: min + steps - 1 };
  if (surveyType?.scales.some((known) => known.min === scale.min && known.max === scale.max)) return scale;
  const span = scale.max - scale.min;
  return { ...scale, topFrom: Math.ceil(scale.min + span * 0.75), bottomTo: Math.floor(scale.min + span * 0.25) };
}
