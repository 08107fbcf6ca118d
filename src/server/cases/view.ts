import type { Language } from '../../../extensions/contracts/envelope.ts';
import type * as contract from '../../../extensions/contracts/cases.ts';
import { businessHours, type Calendar } from '../lib/business-time.ts';
import { stepsOf } from './case.ts';
import type { AnswerText, CaseQuestions } from './questions.ts';
import { type Attainment, measure, responseMs } from './sla.ts';
import type { Move, StoredCase } from './store.ts';
import type { Roster } from './team.ts';
import { closeReasons, moveNames, nobody } from './wording.ts';

const HOUR_MS = 3_600_000;

/** What the views of cases are drawn with. */
export interface Around {
  answers: ReadonlyMap<string, AnswerText>;
  causes: Awaited<ReturnType<CaseQuestions['causesOfAnswers']>>;
  companies: ReadonlyMap<number, { name: string | null }>;
  moves: ReadonlyMap<string, readonly Move[]>;
  roster: Roster;
  /** Names of users by id. */
  users: ReadonlyMap<number, string>;
  recordUrl: (companyId: number) => string;
  calendar: Calendar;
  language: Language;
  /** How many moves of each are told. */
  mostMoves: number;
  now: Date;
}

/** Cases as they are shown; one whose answer is gone (its respondent was erased) is left out. */
export function caseViews(cases: readonly StoredCase[], around: Around): contract.CaseView[] {
  return cases.flatMap((one) => {
    const answer = around.answers.get(one.answerId);
    return answer === undefined ? [] : [caseView(one, answer, around)];
  });
}

function caseView(one: StoredCase, answer: AnswerText, around: Around): contract.CaseView {
  const { companies, causes, moves, roster, recordUrl, mostMoves } = around;
  const owner = one.ownerId === null ? undefined : roster.get(one.ownerId);
  return {
    id: one.caseId,
    answerId: one.answerId,
    company: { id: String(one.companyId), name: companies.get(one.companyId)?.name?.slice(0, 500) ?? null, recordUrl: recordUrl(one.companyId) },
    class: one.class, type: answer.type, kind: one.kind, score: answer.score, scale: [answer.scaleMin, answer.scaleMax],
    person: answer.person?.slice(0, 320) ?? null,
    comment: answer.comment?.slice(0, 5_000) ?? null,
    causes: causes.byAnswer.get(one.answerId) ?? [],
    answeredAt: answer.answeredAt.toISOString(),
    state: one.state,
    openedAt: one.openedAt.toISOString(),
    closeReason: one.closeReason,
    owner: one.ownerId === null ? null : { id: String(one.ownerId), name: owner?.name?.slice(0, 300) ?? null },
    clock: clockOf(one, around),
    steps: stepsOf(one).filter((step) => step !== 'reclass'),
    moves: (moves.get(one.caseId) ?? []).slice(0, mostMoves).map((move) => moveView(move, around)),
    revision: one.revision,
  };
}

function clockOf(one: StoredCase, { calendar, now }: Around): contract.CaseClock | null {
  const { policyHours: hours, dueAt, answeredAt, state } = one;
  if (hours === null) return null;
  const done = answeredAt !== null || state === 'closed';
  const left = dueAt === null ? hours - responseMs(one, calendar, now) / HOUR_MS : dueAt >= now ? businessHours(now, dueAt, calendar) : -businessHours(dueAt, now, calendar);
  return {
    hours,
    dueAt: dueAt?.toISOString() ?? null,
    leftHours: done ? null : left,
    kept: measure(one, { hours, calendar }, now).kept,
    tookHours: answeredAt === null ? null : responseMs(one, calendar, now) / HOUR_MS,
  };
}

function moveView({ at, step, userId, note, detail }: Move, { users, roster, language }: Around): contract.CaseMove {
  const { reason, to, owner } = (detail ?? {}) as { reason?: contract.CloseReason; to?: string; owner?: number | null };
  const whose = owner === undefined ? '' : `: ${owner === null ? nobody[language] : (roster.get(owner)?.name ?? String(owner))}`;
  const name = `${moveNames[step]?.[language] ?? step}${whose}`.slice(0, 400);
  return {
    at: at.toISOString(), step, note: note?.slice(0, 2_000) ?? null,
    who: userId === null ? null : (users.get(userId)?.slice(0, 300) ?? String(userId)),
    told: reason === undefined || to !== undefined ? name : `${name}: ${closeReasons[reason][language]}`,
  };
}

/** A figure in business hours. */
export function attainmentView({ kept, of, rate, interval, answered, medianMs, p90Ms }: Attainment): contract.Attainment {
  return { kept, of, rate, interval, answered, medianHours: medianMs === null ? null : medianMs / HOUR_MS, p90Hours: p90Ms === null ? null : p90Ms / HOUR_MS };
}
