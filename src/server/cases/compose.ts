import type { Language } from '../../../extensions/contracts/envelope.ts';
import { moneyText } from '../lib/money.ts';
import { paragraphs } from '../lib/rich-text.ts';
import type { Tx } from '../platform/db.ts';
import type { CaseNews } from './case.ts';
import type { AnswerText, CaseQuestions, Letter } from './questions.ts';
import { findCase, findMove, type Move, type StoredCase } from './store.ts';
import { className, closeReasons, factLabels, kinds, moveNames, newsTitles, nobody, openRecord, readerReasons, scored, unnamedCompany } from './wording.ts';

/** alerts: a message, or a task or note; null: there is nothing left to tell. */
type Composed =
  | { kind: 'message'; message: { language: Language; title: string; tone: 'bad' | 'neutral' | 'good'; facts: { label: string; value: string }[]; quote: string | null; links: { label: string; url: string }[]; reason: string } }
  | { kind: 'engagement'; wanted: { type: 'tasks' | 'notes'; properties: Readonly<Record<string, string>>; companyId: number } }
  | null;

/** Who reads it, where. */
export interface Reading {
  language: Language;
  /** Without the respondent's name and words. */
  redacted: boolean;
  timeZone: string;
  currency: string;
  /** Where a company's answers are seen. */
  recordUrl: (companyId: number) => string;
  now: Date;
}

interface Facts {
  one: StoredCase;
  answer: AnswerText;
  company: string;
  owner: string | null;
  revenue: number | null;
}

/** Makes the texts of what cases tell, from how things stand when they are sent. */
export function composer(deps: Pick<CaseQuestions, 'answerTexts' | 'companies' | 'members' | 'yearlyWins'>) {
  return async function compose(tx: Tx, about: Letter['about'], reading: Reading): Promise<Composed> {
    const one = await findCase(tx, about.caseId);
    const answer = one && (await deps.answerTexts(tx, [one.answerId])).get(one.answerId);
    if (one === undefined || answer === undefined) return null;
    const name = (await deps.companies(tx, [one.companyId])).get(one.companyId)?.name;
    const owner = (await deps.members(tx)).find((member) => member.ownerId === one.ownerId)?.name ?? null;
    const facts: Facts = { one, answer, company: name ?? unnamedCompany[reading.language], owner, revenue: (await deps.yearlyWins(tx, [one.companyId], reading.now)).get(one.companyId) ?? null };
    if (about.kind === 'case-trace') {
      const move = await findMove(tx, one.caseId, about.seq);
      return move === undefined ? null : { kind: 'engagement', wanted: trace(facts, move, about.as, reading) };
    }
    return isStale(one, about.what) ? null : { kind: 'message', message: message(facts, about.what, reading) };
  };
}

/** Who was warned in the night need not hear of it in the morning, once the customer was answered. */
function isStale({ state, answeredAt }: StoredCase, what: CaseNews): boolean {
  return (what === 'warned' || what === 'breached' || what === 'escalated') && (state === 'closed' || answeredAt !== null);
}

function message({ one, answer, company, owner, revenue }: Facts, what: CaseNews, reading: Reading): (Composed & { kind: 'message' })['message'] {
  const { language, redacted, currency, recordUrl } = reading;
  const label = (name: keyof typeof factLabels) => factLabels[name][language];
  const person = redacted ? null : [answer.person, answer.role].filter((part) => part !== null && part !== '').join(', ');
  const money = revenue === null ? null : moneyText(revenue, currency, language, { whole: true });
  const facts: [keyof typeof factLabels, string | null][] = [
    ['person', person],
    ['kind', kinds[answer.kind][language]],
    ['answeredAt', moment(answer.answeredAt, reading)],
    ['dueAt', one.state === 'closed' || one.answeredAt !== null || one.dueAt === null ? null : moment(one.dueAt, reading)],
    ['revenue', money],
    ['owner', owner ?? nobody[language]],
  ];
  return {
    language,
    title: newsTitles[what][language](company, className(answer.type, answer.class, language), scored[language](answer.score, answer.scaleMax, answer.type)),
    tone: what === 'opened' || what === 'changed' ? ({ promoter: 'good', passive: 'neutral', detractor: 'bad' } as const)[answer.class] : 'bad',
    facts: facts.flatMap(([name, value]) => (value === null || value === '' ? [] : [{ label: label(name), value }])),
    quote: redacted || answer.comment === null || answer.comment.trim() === '' ? null : answer.comment.trim(),
    links: [{ label: openRecord[language], url: recordUrl(one.companyId) }],
    reason: readerReasons[what][language],
  };
}

/** A day and a time with its zone. */
function moment(at: Date, { language, timeZone }: Reading): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);
}

function trace({ one, answer, company }: Facts, move: Move, as: 'task' | 'note', reading: Reading): (Composed & { kind: 'engagement' })['wanted'] {
  const { language } = reading;
  const cls = className(answer.type, answer.class, language);
  const score = scored[language](answer.score, answer.scaleMax, answer.type);
  const reason = (move.detail as { reason?: keyof typeof closeReasons } | null)?.reason;
  const lines = [
    `${moveNames[move.step]?.[language] ?? move.step}: ${cls}, ${score}`,
    ...(reason === undefined ? [] : [closeReasons[reason][language]]),
    ...(move.note === null ? [] : [move.note]),
    ...(as === 'task' && answer.comment !== null ? [answer.comment] : []),
  ];
  const owner: Record<string, string> = one.ownerId === null ? {} : { hubspot_owner_id: String(one.ownerId) };
  if (as === 'note') return { type: 'notes', companyId: one.companyId, properties: { hs_timestamp: move.at.toISOString(), hs_note_body: paragraphs(lines), ...owner } };
  const title = newsTitles[move.step === 'reclassed' ? 'changed' : 'opened'][language](company, cls, score);
  return {
    type: 'tasks',
    companyId: one.companyId,
    properties: {
      hs_timestamp: (one.dueAt ?? move.at).toISOString(), hs_task_subject: title, hs_task_body: paragraphs(lines), hs_task_status: 'NOT_STARTED',
      hs_task_priority: answer.class === 'detractor' ? 'HIGH' : 'MEDIUM', hs_task_type: 'TODO', ...owner,
    },
  };
}
