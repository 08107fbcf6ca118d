import type { CaseSettings } from '../../../extensions/contracts/case-settings.ts';
import { newCase, settledCase, transition } from './case.ts';
import type { LoopAnswer } from './questions.ts';
import type { StoredCase } from './store.ts';

/** Who answered longer ago does not expect to hear of it: such an answer, of an import, is nobody's case. */
const FRESH_DAYS = 14;
const DAY_MS = 86_400_000;

/** Since when an answer must have been given to be somebody's case. */
export function freshSince(begunAt: Date, now: Date): Date {
  return new Date(Math.max(begunAt.getTime(), now.getTime() - FRESH_DAYS * DAY_MS));
}

/** What follows of an answer for its case. */
export type Followed =
  | { kind: 'open'; answer: LoopAnswer; asks: boolean }
  /** The class has changed. */
  | { kind: 'reclass'; before: StoredCase; after: StoredCase }
  /** A word that came later makes a case of what asked nothing of anybody. */
  | { kind: 'ask'; before: StoredCase; after: StoredCase }
  | { kind: 'move'; before: StoredCase; companyId: number; contactId: number | null }
  /** The answer is no company's any more. */
  | { kind: 'drop'; before: StoredCase };

interface Around {
  settings: Pick<CaseSettings, 'opens'>;
  begunAt: Date;
  now: Date;
  /** Answers that waited for their company: they are fresh however long that took. */
  awaited: ReadonlySet<string>;
}

/** What is to be done about these answers and cases; asked again, there is nothing more to do. */
export function follow(answers: readonly LoopAnswer[], cases: readonly StoredCase[], around: Around): Followed[] {
  const byAnswer = new Map(cases.map((one) => [one.answerId, one]));
  const known = new Set(answers.map((answer) => answer.answerId));
  return [
    ...answers.flatMap((answer) => followOne(answer, byAnswer.get(answer.answerId), around)),
    ...cases.filter((one) => one.state !== 'closed' && !known.has(one.answerId)).map((before): Followed => ({ kind: 'drop', before })),
  ];
}

function followOne(answer: LoopAnswer, before: StoredCase | undefined, { settings, begunAt, now, awaited }: Around): Followed[] {
  const asks = asksFor(answer, settings);
  if (before === undefined) {
    const fresh = awaited.has(answer.answerId) || answer.answeredAt >= freshSince(begunAt, now);
    return fresh ? [{ kind: 'open', answer, asks }] : [];
  }
  const moved = before.companyId === answer.companyId ? before : { ...before, companyId: answer.companyId, contactId: answer.contactId };
  if (before.class !== answer.class) {
    const made = transition(moved, { step: 'reclass', class: answer.class }, now);
    return made.ok ? [{ kind: 'reclass', before, after: { ...moved, ...made.case } }] : [];
  }
  const untouched = before.closeReason === 'no-answer-needed' && before.acknowledgedAt === null;
  if (asks && before.state === 'closed' && untouched) return [{ kind: 'ask', before, after: { ...moved, ...newCase(answer.class, now) } }];
  return moved === before ? [] : [{ kind: 'move', before, companyId: answer.companyId, contactId: answer.contactId }];
}

/** Whether an answer asks somebody for something. */
export function asksFor({ class: cls, hasComment }: Pick<LoopAnswer, 'class' | 'hasComment'>, { opens }: Pick<CaseSettings, 'opens'>): boolean {
  return opens[cls] === 'always' || (opens[cls] === 'with-comment' && hasComment);
}

/** A new case of an answer: open, or one that asks nothing of anybody. */
export function caseFor(answer: LoopAnswer, asks: boolean, now: Date): ReturnType<typeof newCase> {
  return asks ? newCase(answer.class, now) : settledCase(answer.class, now);
}
