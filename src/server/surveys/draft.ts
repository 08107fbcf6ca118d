import { createHash } from 'node:crypto';
import { foldText } from '../lib/text-match.ts';
import type { Answer, AnswerKind, Hints, Invitation, Problem } from './answer.ts';
import { type DateOrder, instantOf } from './dates.ts';
import { cnpjOf, commentOf, companyDomainOf, emailOf, present, recordIdOf, respondentKey } from './identity.ts';
import { type DeclaredScale, readScore, type SurveyType } from './scales.ts';
import { type Saying, saying } from './wording.ts';

/** Everything a row or item may say, before it is understood. */
export const answerFields = [
  'externalId', 'surveyId', 'surveyName', 'type', 'kind', 'touchpoint', 'channel', 'score', 'comment', 'email', 'name',
  'firstName', 'lastName', 'role', 'personId', 'anonymous', 'companyId', 'cnpj', 'domain', 'contactId', 'answeredAt',
  'updatedAt', 'sentAt',
] as const;
export type AnswerField = (typeof answerFields)[number];
export type RawFields = { [Field in AnswerField]?: unknown };

export interface DraftRules {
  provider: string;
  types: ReadonlyMap<string, SurveyType>;
  /** By survey id, else by type. */
  scales: Readonly<{ [key: string]: DeclaredScale | undefined }>;
  timeZone: string;
  orderOf(field: AnswerField): DateOrder;
  trustedIds: boolean;
  excludedDomains: ReadonlySet<string>;
  receivedAt: Date;
  /** The clock of sources that give none: when it was answered, or when the file was posted (a later file wins). */
  missingClock: 'answered' | 'received';
}

export interface Draft {
  answer?: Answer;
  invitation?: Invitation;
  problems: Problem[];
}

const TYPE_WORDS: Readonly<{ [word: string]: string }> = {
  'net promoter score': 'nps', 'nps relacional': 'nps', 'nps transacional': 'nps', 'customer satisfaction': 'csat',
  'customer satisfaction score': 'csat', satisfacao: 'csat', 'customer effort score': 'ces', esforco: 'ces',
  estrelas: 'stars', '5 estrelas': 'stars', star: 'stars', '5 stars': 'stars', '5 star': 'stars',
};
const KIND_WORDS: Readonly<{ [word: string]: AnswerKind }> = {
  relational: 'relational', relacional: 'relational', relationship: 'relational', relacionamento: 'relational',
  transactional: 'transactional', transacional: 'transactional',
};
const YES = new Set(['sim', 's', 'yes', 'y', 'true', 'verdadeiro', '1']);
const DAY_MS = 86_400_000;

/** Reads a type's or a synonym's name; the folded text itself when it is unknown. */
function typeName(value: string): string {
  const folded = foldText(value);
  return TYPE_WORDS[folded] ?? folded;
}

/** Turns the raw fields of a row into an answer, an invitation, or both; what is wrong is said by row. */
export function draftAnswer(fields: RawFields, row: number, rules: DraftRules): Draft {
  const problems: Problem[] = [];
  const say: Say = (severity, said) => {
    problems.push({ row, severity, ...said });
  };
  const type = typeOf(fields, rules);
  if ('code' in type) {
    say('error', type);
    return { problems };
  }
  const times = timesOf(fields, rules, say);
  if (times === undefined) return { problems };
  const who = personOf(fields, rules, say);
  const kind = kindOf(fields, type);
  const shared = { row, type: type.id, kind, respondentKey: who.key, hints: who.hints };
  const externalId = externalIdOf(fields, rules, who.key);
  const sentAt = times.sentAt;
  const invitation = sentAt && { ...shared, externalId, sentAt };

  if (invitation && present(fields.score) === undefined) return { invitation, problems };
  const reading = readScore(type, fields.score, rules.scales[present(fields.surveyId) ?? ''] ?? rules.scales[type.id]);
  if ('fault' in reading) {
    say('error', reading.fault);
    return { problems };
  }
  const answer: Answer = {
    ...shared,
    externalId,
    surveyId: present(fields.surveyId, 200) ?? null,
    surveyName: present(fields.surveyName, 200) ?? null,
    touchpoint: present(fields.touchpoint, 200) ?? null,
    channel: present(fields.channel, 100)?.toLowerCase() ?? null,
    score: reading.score,
    scaleMin: reading.scale.min,
    scaleMax: reading.scale.max,
    class: reading.class,
    value: reading.value,
    comment: commentOf(fields.comment),
    respondentEmail: who.email ?? null,
    respondentName: who.name ?? null,
    respondentRole: who.role ?? null,
    answeredAt: times.answeredAt,
    updatedAt: times.updatedAt,
  };
  return { answer, ...(invitation && { invitation }), problems };
}

function typeOf(fields: RawFields, rules: DraftRules): SurveyType | Saying {
  const text = present(fields.type, 100);
  if (text === undefined) return saying('missing-type');
  const known = [...rules.types.keys()].join(', ');
  // A misplaced comment must not travel into reports.
  const given = text.length > 20 ? '…' : text;
  return rules.types.get(typeName(text)) ?? saying('unknown-type', { given, known });
}

function kindOf(fields: RawFields, type: SurveyType): AnswerKind {
  return KIND_WORDS[foldText(present(fields.kind, 40) ?? '')] ?? type.kind;
}

type Say = (severity: Problem['severity'], said: Saying) => void;

function timesOf(fields: RawFields, rules: DraftRules, say: Say): { answeredAt: Date; updatedAt: Date; sentAt: Date | undefined } | undefined {
  const read = (field: 'answeredAt' | 'updatedAt' | 'sentAt'): Date | undefined | 'bad' => {
    const raw = fields[field];
    if (present(raw) === undefined) return undefined;
    return instantOf(raw, rules.timeZone, rules.orderOf(field)) ?? 'bad';
  };
  const answered = read('answeredAt');
  const updated = read('updatedAt');
  const sent = read('sentAt');
  if (answered === 'bad' || updated === 'bad' || sent === 'bad') {
    say('error', saying('bad-date'));
    return undefined;
  }
  const answeredAt = answered ?? rules.receivedAt;
  if (answeredAt.getTime() > rules.receivedAt.getTime() + DAY_MS) {
    say('error', saying('future'));
    return undefined;
  }
  return { answeredAt, updatedAt: updated ?? (rules.missingClock === 'answered' ? answeredAt : rules.receivedAt), sentAt: sent };
}

interface Person {
  key: string | null;
  email: string | undefined;
  name: string | undefined;
  role: string | undefined;
  hints: Hints;
}

function personOf(fields: RawFields, rules: DraftRules, say: Say): Person {
  const email = warned(fields.email, emailOf, say, saying('bad-email'));
  const cnpj = warned(fields.cnpj, cnpjOf, say, saying('bad-cnpj'));
  const companyId = warned(fields.companyId, recordIdOf, say, saying('bad-company-id'));
  const contactId = recordIdOf(fields.contactId);
  const domain = companyDomainOf(present(fields.domain), rules.excludedDomains) ?? companyDomainOf(email, rules.excludedDomains);
  const hints: Hints = {
    trusted: rules.trustedIds,
    ...(companyId !== undefined && { companyId }),
    ...(cnpj !== undefined && { cnpj }),
    ...(domain !== undefined && { domain }),
  };
  if (YES.has(foldText(present(fields.anonymous, 20) ?? ''))) {
    return { key: null, email: undefined, name: undefined, role: undefined, hints };
  }
  const name = present(fields.name, 200) ?? ([present(fields.firstName, 100), present(fields.lastName, 100)].filter(Boolean).join(' ') || undefined);
  return {
    key: respondentKey({ email, contactId, personId: present(fields.personId, 200) }),
    email,
    name,
    role: present(fields.role, 200),
    hints: { ...hints, ...(email !== undefined && { email }), ...(contactId !== undefined && { contactId }) },
  };
}

function warned<T>(raw: unknown, read: (value: unknown) => T | undefined, say: Say, fault: Saying): T | undefined {
  const value = read(raw);
  if (value === undefined && present(raw) !== undefined) say('warning', fault);
  return value;
}

/** The source's own id; without one, a hash of what was answered, so that the same row posted again is the same answer. */
function externalIdOf(fields: RawFields, rules: DraftRules, person: string | null): string {
  const own = present(fields.externalId, 200);
  if (own !== undefined) return own;
  const when = present(fields.sentAt) ?? present(fields.answeredAt);
  const said = present(fields.sentAt) === undefined ? [fields.score, commentOf(fields.comment)] : [];
  const parts = [rules.provider, present(fields.surveyId), present(fields.type), person, when, ...said];
  return `sha256:${createHash('sha256').update(JSON.stringify(parts.map((part) => (part === undefined || part === null ? '' : String(part))))).digest('hex')}`;
}
