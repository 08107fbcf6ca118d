import type { CaseSettings, CaseTexts } from '../../../extensions/contracts/case-settings.ts';
import { moneyText } from '../lib/money.ts';
import { paragraphs } from '../lib/rich-text.ts';
import type { Tx } from '../platform/db.ts';
import type { CaseNews } from './case.ts';
import { composeUnplaced } from './compose-unplaced.ts';
import type { AnswerText, CaseQuestions, Letter } from './questions.ts';
import { findCase, findMove, type Move, type StoredCase } from './store.ts';
import { type Composed, type Engagement, type Message, moment, quoteOf, type Reading } from './reading.ts';
import { readSettings } from './settings-store.ts';
import { fill } from './texts.ts';
import { className, closeReasons, dealtWith, factLabels, kinds, missing, moveNames, newsTitles, nobody, openRecord, ownTexts, readerReasons, rungLeads, scored, unnamedCompany } from './wording.ts';

interface Facts {
  one: StoredCase;
  answer: AnswerText;
  company: string;
  owner: string | null;
  revenue: number | null;
  /** The account's own texts. */
  texts: CaseSettings['texts'];
}

/** Makes the texts of what cases tell, from how things stand when they are sent. */
export function composer(deps: Pick<CaseQuestions, 'answerTexts' | 'companies' | 'members' | 'unplacedAnswers' | 'yearlyWins'>) {
  return async function compose(tx: Tx, about: Letter['about'], reading: Reading): Promise<Composed> {
    if (about.kind === 'case-unplaced') return composeUnplaced(tx, deps, about.batch, reading);
    const one = await findCase(tx, about.caseId);
    const answer = one && (await deps.answerTexts(tx, [one.answerId])).get(one.answerId);
    if (one === undefined || answer === undefined) return null;
    const name = (await deps.companies(tx, [one.companyId])).get(one.companyId)?.name;
    const owner = (await deps.members(tx)).find((member) => member.ownerId === one.ownerId)?.name ?? null;
    const revenue = (await deps.yearlyWins(tx, [one.companyId], reading.now)).get(one.companyId) ?? null;
    const texts = (await readSettings(tx, []))?.settings.texts;
    const facts: Facts = { one, answer, company: name ?? unnamedCompany[reading.language], owner, revenue, texts };
    if (about.kind === 'case-trace') {
      const move = await findMove(tx, one.caseId, about.seq);
      return move === undefined ? null : { kind: 'engagement', wanted: trace(facts, move, about.as, reading) };
    }
    return isStale(one, about) ? null : { kind: 'message', message: message(facts, about.what, reading) };
  };
}

/** Who was warned in the night need not hear of it in the morning, once the customer was answered; nor that a case is theirs that is theirs no more. */
function isStale({ state, answeredAt, ownerId }: StoredCase, { what, ownerId: given }: Extract<Letter['about'], { kind: 'case' }>): boolean {
  if (what === 'given') return state === 'closed' || ownerId !== given;
  return isRung(what) && (state === 'closed' || answeredAt !== null);
}

/** Whether it is told because time runs out. */
function isRung(what: CaseNews): what is keyof typeof rungLeads {
  return what in rungLeads;
}

/** What happened, in a line: the account's own headline is of new answers. */
function titleOf(facts: Facts, what: CaseNews, reading: Reading): string {
  const values = valuesOf(facts, reading);
  if (what === 'opened') return fill(textsOf(facts, reading).headline, values);
  return newsTitles[what][reading.language](values.company, values.class, values.score);
}

/** What to do about it, as things stand by now. */
function leadOf(facts: Facts, what: CaseNews, reading: Reading): string {
  const { one } = facts;
  const { language } = reading;
  if (isDone(one)) return dealtWith.closed[language];
  if (one.answeredAt !== null) return dealtWith.answered[language];
  if (one.state === 'waiting') return dealtWith.waiting[language];
  if (isRung(what)) return rungLeads[what][language];
  return fill(textsOf(facts, reading).lead, valuesOf(facts, reading));
}

/** The texts of the answer's class: the account's, Baton's where it has none. */
function textsOf({ one, answer: { type, class: cls }, texts }: Facts, { language }: Reading): CaseTexts {
  const [own, mine] = [ownTexts(type, cls, language, { isDue: isDue(one) }), texts?.[cls]];
  return { headline: mine?.headline.trim() || own.headline, lead: mine?.lead.trim() || own.lead };
}

/** Whether somebody has dealt with it to the end: nothing asks for attention any more. */
function isDone({ state, acknowledgedAt }: StoredCase): boolean {
  return state === 'closed' && acknowledgedAt !== null;
}

/** Whether an answer is owed by some time. */
function isDue({ state, answeredAt, dueAt }: StoredCase): boolean {
  return state !== 'closed' && answeredAt === null && dueAt !== null;
}

/** What the placeholders of texts stand for. */
function valuesOf({ one, answer, company, owner }: Facts, reading: Reading): Parameters<typeof fill>[1] {
  const { language, redacted } = reading;
  return {
    company,
    class: className(answer.type, answer.class, language),
    score: scored[language](answer.score, answer.scaleMax, answer.type),
    due: isDue(one) ? moment(one.dueAt!, reading) : missing.due[language],
    owner: owner ?? nobody[language],
    person: (redacted ? null : answer.person) || missing.person[language],
  };
}

function message(told: Facts, what: CaseNews, reading: Reading): Message {
  const { one, answer, owner, revenue } = told;
  const { language, redacted, currency, recordUrl } = reading;
  const label = (name: keyof typeof factLabels) => factLabels[name][language];
  const person = redacted ? null : [answer.person, answer.role].filter((part) => part !== null && part !== '').join(', ');
  const money = revenue === null ? null : moneyText(revenue, currency, language, { whole: true });
  const facts: [keyof typeof factLabels, string | null][] = [
    ['person', person],
    ['kind', kinds[answer.kind][language]],
    ['answeredAt', moment(answer.answeredAt, reading)],
    ['dueAt', isDue(one) ? moment(one.dueAt!, reading) : null],
    ['revenue', money],
    ['owner', owner ?? nobody[language]],
  ];
  return {
    language,
    title: titleOf(told, what, reading),
    tone: isDone(one) ? 'neutral' : isRung(what) ? 'bad' : ({ promoter: 'good', passive: 'neutral', detractor: 'bad' } as const)[answer.class],
    lead: leadOf(told, what, reading),
    facts: facts.flatMap(([name, value]) => (value === null || value === '' ? [] : [{ label: label(name), value }])),
    quote: quoteOf(answer.comment, reading),
    links: [{ label: openRecord[language], url: recordUrl(one.companyId) }],
    reason: readerReasons[what][language],
  };
}

function trace(facts: Facts, move: Move, as: 'task' | 'note', reading: Reading): Engagement {
  const { one, answer } = facts;
  const { language } = reading;
  const { class: cls, score } = valuesOf(facts, reading);
  const reason = (move.detail as { reason?: keyof typeof closeReasons } | null)?.reason;
  const news = move.step === 'reclassed' ? 'changed' : 'opened';
  const lines = [
    `${moveNames[move.step]?.[language] ?? move.step}: ${cls}, ${score}`,
    ...(reason === undefined ? [] : [closeReasons[reason][language]]),
    ...(move.note === null ? [] : [move.note]),
    ...(as === 'task' ? [leadOf(facts, news, reading)] : []),
    ...(as === 'task' && answer.comment !== null ? [answer.comment] : []),
  ];
  const owner: Record<string, string> = one.ownerId === null ? {} : { hubspot_owner_id: String(one.ownerId) };
  if (as === 'note') return { type: 'notes', companyId: one.companyId, properties: { hs_timestamp: move.at.toISOString(), hs_note_body: paragraphs(lines), ...owner } };
  return {
    type: 'tasks',
    companyId: one.companyId,
    properties: {
      hs_timestamp: (one.dueAt ?? move.at).toISOString(), hs_task_subject: titleOf(facts, news, reading), hs_task_body: paragraphs(lines), hs_task_status: 'NOT_STARTED',
      hs_task_priority: answer.class === 'detractor' ? 'HIGH' : 'MEDIUM', hs_task_type: 'TODO', ...owner,
    },
  };
}
