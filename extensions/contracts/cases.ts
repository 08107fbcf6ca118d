import { z } from 'zod';
import { AnswerCause, CauseChoice } from './causes.ts';
import { ChangeKey as key, Instant } from './envelope.ts';
import { AnswerClass, AnswerKind, SurveyType } from './nps.ts';

const count = z.number().int().min(0);
const recordUrl = z.string().max(500);
const mark = z.string().max(80).nullable();
const note = z.string().max(2_000);

/** new: nobody has looked; waiting: for the customer. */
export const CaseState = z.enum(['new', 'acknowledged', 'answered', 'waiting', 'closed']);
export type CaseState = z.infer<typeof CaseState>;

/** Why a case is closed. Codes, not words: figures count them. */
export const CloseReason = z.enum(['resolved', 'no-answer-needed', 'unreachable', 'duplicate', 'other']);
export type CloseReason = z.infer<typeof CloseReason>;

export const CaseStepName = z.enum(['acknowledge', 'answer', 'wait', 'resume', 'close', 'reopen']);
export type CaseStepName = z.infer<typeof CaseStepName>;

const Person = z.object({ id: z.string().max(20), name: z.string().max(300).nullable() });

/** The clock of a case: until when the customer is to be answered, as of the view's own time. */
export const CaseClock = z.object({
  /** Business hours the policy gives. */
  hours: z.number().positive(),
  /** null while it stands. */
  dueAt: Instant.nullable(),
  /** Business hours left, below 0 when overdue; null once the customer was answered. */
  leftHours: z.number().nullable(),
  /** Whether the answer came in time; null while there is none and time is left. */
  kept: z.boolean().nullable(),
  /** Business hours the answer took; null without one. */
  tookHours: z.number().nullable(),
});
export type CaseClock = z.infer<typeof CaseClock>;

/** Something that happened to a case; `who` null: Baton. */
export const CaseMove = z.object({ at: Instant, step: z.string().max(40), who: z.string().max(300).nullable(), note: note.nullable(), told: z.string().max(500) });
export type CaseMove = z.infer<typeof CaseMove>;

export const CaseView = z.object({
  id: z.uuid(),
  answerId: z.uuid(),
  company: z.object({ id: z.string().max(20), name: z.string().max(500).nullable(), recordUrl }),
  class: AnswerClass,
  type: SurveyType,
  kind: AnswerKind,
  score: z.number(),
  scale: z.tuple([z.number(), z.number()]),
  person: z.string().max(320).nullable(),
  comment: z.string().max(5_000).nullable(),
  /** What the answer is about. */
  causes: z.array(AnswerCause).max(60),
  answeredAt: Instant,
  state: CaseState,
  openedAt: Instant,
  closeReason: CloseReason.nullable(),
  /** Whose it is now; null: nobody's. */
  owner: Person.nullable(),
  /** null: no policy asks for an answer. */
  clock: CaseClock.nullable(),
  /** What the reader may do now. */
  steps: z.array(CaseStepName).max(6),
  /** Newest first; of a list the last three. */
  moves: z.array(CaseMove).max(50),
  /** Changes with each step: sent along, so that nobody acts on what they have not seen. */
  revision: count,
});
export type CaseView = z.infer<typeof CaseView>;

/** Answer to GET /api/1/cases/company/:companyId and /contact/:contactId: open cases by what is due first, then closed ones, newest first. */
export const RecordCases = z.object({
  ok: z.literal(true),
  asOf: Instant,
  open: count,
  overdue: count,
  cases: z.array(CaseView).max(30),
  /** What answers can be about. */
  causes: z.array(CauseChoice).max(60),
});
export type RecordCases = z.infer<typeof RecordCases>;

/** How much of a list one asks for. */
export const CaseScope = z.enum(['mine', 'all']);
export type CaseScope = z.infer<typeof CaseScope>;
export const CaseList = z.enum(['open', 'overdue', 'waiting', 'answered', 'closed']);
export type CaseList = z.infer<typeof CaseList>;

/** Answer to GET /api/1/home/cases. */
export const HomeCases = z.object({
  ok: z.literal(true),
  asOf: Instant,
  counts: z.record(CaseList, count),
  cases: z.array(CaseView).max(25),
  /** What answers can be about. */
  causes: z.array(CauseChoice).max(60),
  /** Owners with open cases; `none`: nobody's. */
  owners: z.array(z.object({ id: z.string().max(20), name: z.string().max(300).nullable(), open: count })).max(1_000),
  next: mark,
});
export type HomeCases = z.infer<typeof HomeCases>;

const Interval = z.object({ low: z.number(), high: z.number() }).nullable();
/** How cases kept their time: an open one that is overdue counts as breached, one with time left does not count yet. */
export const Attainment = z.object({
  kept: count,
  of: count,
  rate: z.number().min(0).max(1).nullable(),
  interval: Interval,
  answered: count,
  /** Business hours to the answer. */
  medianHours: z.number().nullable(),
  p90Hours: z.number().nullable(),
});
export type Attainment = z.infer<typeof Attainment>;

export const FigureDays = z.enum(['30', '90', '365']);
export type FigureDays = z.infer<typeof FigureDays>;
/** Answer to GET /api/1/home/cases/figures: cases that were opened in the last so many days. */
export const HomeCaseFigures = z.object({
  ok: z.literal(true),
  asOf: Instant,
  days: count,
  all: Attainment,
  byClass: z.array(Attainment.extend({ class: AnswerClass })).max(3),
  byOwner: z.array(Attainment.extend({ owner: Person.nullable() })).max(1_000),
  /** `segment`: the value in HubSpot, null: none; `label`: what HubSpot calls it, or the value where it does not tell. */
  bySegment: z.array(Attainment.extend({ segment: z.string().max(200).nullable(), label: z.string().max(300).nullable() })).max(200),
  /** Closed cases by reason. */
  reasons: z.array(z.object({ reason: CloseReason, n: count })).max(5),
});
export type HomeCaseFigures = z.infer<typeof HomeCaseFigures>;

/** A step with one case; `revision`: of the case as the reader saw it. */
export const TakeCaseStep = z.strictObject({
  key,
  revision: count,
  step: CaseStepName,
  /** What the customer was told, what is waited for, or why. */
  note: note.default(''),
  reason: CloseReason.optional(),
});
export type TakeCaseStep = z.infer<typeof TakeCaseStep>;
export const SteppedCase = z.object({ ok: z.literal(true), case: CaseView });
export type SteppedCase = z.infer<typeof SteppedCase>;

/** Marks several as seen: those that somebody else has seen meanwhile stay as they are. */
export const AcknowledgeCases = z.strictObject({ key, caseIds: z.array(z.uuid()).min(1).max(100) });
export type AcknowledgeCases = z.infer<typeof AcknowledgeCases>;
export const AcknowledgedCases = z.object({ ok: z.literal(true), acknowledged: count });
export type AcknowledgedCases = z.infer<typeof AcknowledgedCases>;
