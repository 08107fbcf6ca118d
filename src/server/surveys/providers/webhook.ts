import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type Parsed, UnreadableDelivery } from '../answer.ts';
import { type AnswerField, answerFields, draftAnswer, type DraftRules, type RawFields } from '../draft.ts';
import { fieldChoices, signatureChoices } from '../field-words.ts';
import { present } from '../identity.ts';
import { parsePath, valueAt } from '../path.ts';
import { answerKind, declaredScales, excludedDomains, type Provider, type ReadingContext, zone } from '../provider.ts';
import { brokenRule } from '../settings-fault.ts';
import { saying } from '../wording.ts';

const word = z.string().max(300);
const path = z.string().max(300).refine(readable, brokenRule('setting-path'));
/** Where a field's value is: a path, a fixed value, or a path with its values translated. */
const mapped = z.union([
  path,
  z.strictObject({ constant: z.union([word, z.number()]) }),
  z.strictObject({ path, map: z.record(word, z.union([word, z.number()])) }),
]);
type Mapped = z.output<typeof mapped>;

/** The body Baton reads when a source maps nothing. */
const OWN_FORMAT: { [Field in AnswerField]?: string } = {
  externalId: 'id',
  surveyId: 'survey.id',
  surveyName: 'survey.name',
  type: 'type',
  kind: 'kind',
  touchpoint: 'touchpoint',
  channel: 'channel',
  score: 'score',
  comment: 'comment',
  email: 'respondent.email',
  name: 'respondent.name',
  role: 'respondent.role',
  personId: 'respondent.id',
  anonymous: 'anonymous',
  companyId: 'company.id',
  cnpj: 'company.cnpj',
  domain: 'company.domain',
  answeredAt: 'answeredAt',
  updatedAt: 'updatedAt',
  sentAt: 'sentAt',
};

const settingsShape = z.strictObject({
  /** Path of the list of answers; absent: the body itself, one answer or a list. */
  list: path.optional(),
  fields: z.partialRecord(z.enum(answerFields), mapped).default(OWN_FORMAT),
  type: word.optional(),
  kind: answerKind.optional(),
  surveyName: z.string().max(200).optional(),
  scales: declaredScales.default({}),
  timeZone: zone.optional(),
  dateOrder: z.enum(['dmy', 'mdy']).default('dmy'),
  excludedDomains,
  /** Deliveries that are no answers, such as test pings: the value at the path is one of these. */
  ignore: z.array(z.strictObject({ path, equals: z.array(z.union([word, z.number(), z.boolean(), z.null()])).min(1) })).max(20).default([]),
  signature: z
    .strictObject({
      header: z.string().min(1).max(100).toLowerCase(),
      algorithm: z.enum(['sha1', 'sha256', 'sha512']).default('sha256'),
      encoding: z.enum(['hex', 'base64']).default('hex'),
      prefix: z.string().max(100).default(''),
    })
    .optional(),
});
type Settings = z.output<typeof settingsShape>;

const MOST_ITEMS = 1000;

/** Any tool that posts JSON: the source's settings say where in it each field is. */
export const part: Provider = {
  id: 'webhook',
  label: { 'pt-BR': 'Webhook JSON', en: 'JSON webhook' },
  settings: [
    { id: 'list', label: { 'pt-BR': 'Caminho da lista', en: 'Path of the list' }, hint: { 'pt-BR': 'Vazio: o corpo é a resposta', en: 'Empty: the body is the answer' }, input: 'text' },
    { id: 'fields', label: { 'pt-BR': 'Campos', en: 'Fields' }, hint: { 'pt-BR': 'Caminhos como data.answers[0].value', en: 'Paths like data.answers[0].value' }, input: 'mapping', choices: fieldChoices },
    {
      id: 'type',
      label: { 'pt-BR': 'Tipo de pesquisa', en: 'Survey type' },
      input: 'choice',
      choices: [
        { value: 'nps', label: { 'pt-BR': 'NPS', en: 'NPS' } },
        { value: 'csat', label: { 'pt-BR': 'CSAT', en: 'CSAT' } },
        { value: 'ces', label: { 'pt-BR': 'CES', en: 'CES' } },
        { value: 'stars', label: { 'pt-BR': 'Estrelas', en: 'Stars' } },
        { value: 'likert', label: { 'pt-BR': 'Likert', en: 'Likert' } },
      ],
    },
    { id: 'scales', label: { 'pt-BR': 'Escalas', en: 'Scales' }, input: 'scales' },
    { id: 'timeZone', label: { 'pt-BR': 'Fuso horário', en: 'Time zone' }, hint: { 'pt-BR': 'Vazio: o do portal', en: "Empty: the portal's" }, input: 'text' },
    { id: 'signature', label: { 'pt-BR': 'Assinatura', en: 'Signature' }, hint: { 'pt-BR': 'Só se a ferramenta assina: pelo menos o cabeçalho', en: 'Only if the tool signs: the header at least' }, input: 'mapping', choices: signatureChoices },
  ],
  settingsShape,
  bodyLimit: 256 * 1024,
  waitsForReport: false,
  trustedIds: false,
  verify,
  parse,
};

function readable(text: string): boolean {
  try {
    parsePath(text);
    return true;
  } catch {
    return false;
  }
}

function verify(raw: Buffer, headers: Parameters<Provider['verify']>[1], secret: string | null, settings: unknown): boolean {
  const { signature } = settings as Settings;
  if (signature === undefined) return true;
  const given = headers[signature.header];
  if (secret === null || typeof given !== 'string' || !given.startsWith(signature.prefix)) return false;
  const wanted = createHmac(signature.algorithm, secret).update(raw).digest();
  const got = Buffer.from(given.slice(signature.prefix.length), signature.encoding);
  return got.length === wanted.length && timingSafeEqual(got, wanted);
}

function parse(body: Buffer, context: ReadingContext): Parsed {
  const settings = context.settings as Settings;
  const document = documentOf(body);
  const parsed: Parsed = { answers: [], invitations: [], problems: [], rows: 0 };
  if (isIgnored(document, settings)) {
    return { ...parsed, rows: 1, problems: [{ row: 1, severity: 'skipped', ...saying('ignored') }] };
  }
  const items = itemsOf(document, settings);
  const rules = rulesOf(settings, context);
  const picks = Object.entries(settings.fields).map(([field, where]) => [field as AnswerField, picker(where)] as const);
  for (const [index, item] of items.entries()) {
    const fields: RawFields = { type: settings.type, kind: settings.kind, surveyName: settings.surveyName };
    for (const [field, pick] of picks) {
      const value = pick(item);
      if (value !== undefined && value !== null) fields[field] = value;
    }
    const draft = draftAnswer(fields, index + 1, rules);
    if (draft.answer) parsed.answers.push(draft.answer);
    if (draft.invitation) parsed.invitations.push(draft.invitation);
    parsed.problems.push(...draft.problems);
  }
  return { ...parsed, rows: items.length };
}

function documentOf(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    throw new UnreadableDelivery(saying('no-json'));
  }
}

function isIgnored(document: unknown, settings: Settings): boolean {
  return settings.ignore.some((rule) => rule.equals.includes(valueAt(document, parsePath(rule.path)) as string));
}

function itemsOf(document: unknown, settings: Settings): unknown[] {
  const found = settings.list === undefined ? document : valueAt(document, parsePath(settings.list));
  const items = Array.isArray(found) ? found : [found];
  if (items.length > MOST_ITEMS) throw new UnreadableDelivery(saying('too-many-items', { most: MOST_ITEMS }));
  if (items.some((item) => item === null || typeof item !== 'object')) {
    throw new UnreadableDelivery(settings.list ? saying('no-answer-at', { path: settings.list }) : saying('no-answer'));
  }
  return items;
}

function rulesOf(settings: Settings, context: ReadingContext): DraftRules {
  return {
    provider: 'webhook',
    types: context.types,
    scales: settings.scales,
    timeZone: settings.timeZone ?? context.timeZone,
    orderOf: () => settings.dateOrder,
    trustedIds: context.trustedIds,
    excludedDomains: new Set(settings.excludedDomains),
    receivedAt: context.receivedAt,
    missingClock: 'answered',
  };
}

function picker(where: Mapped): (item: unknown) => unknown {
  if (typeof where === 'object' && 'constant' in where) return () => where.constant;
  const steps = parsePath(typeof where === 'string' ? where : where.path);
  if (typeof where === 'string') return (item) => valueAt(item, steps);
  return (item) => {
    const value = valueAt(item, steps);
    const key = present(value);
    return key !== undefined && Object.hasOwn(where.map, key) ? where.map[key] : value;
  };
}
