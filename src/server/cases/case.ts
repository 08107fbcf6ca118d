import type { AnswerClass } from '../../../extensions/contracts/nps.ts';
import type { CaseState, CloseReason } from '../../../extensions/contracts/cases.ts';
import type { Pause } from '../lib/business-time.ts';

/** What becomes of an answer until somebody has dealt with it. */
export interface Case {
  class: AnswerClass;
  state: CaseState;
  openedAt: Date;
  acknowledgedAt: Date | null;
  /** When the customer was answered first: what the SLA asks for. */
  answeredAt: Date | null;
  closedAt: Date | null;
  closeReason: CloseReason | null;
  /** Times in which the customer's turn it was. */
  pauses: readonly Pause[];
}

export type CaseCommand =
  | { step: 'acknowledge' }
  /** What the customer was told, and how. */
  | { step: 'answer'; note: string }
  /** The customer is to say or do something first. */
  | { step: 'wait'; note: string }
  | { step: 'resume' }
  | { step: 'close'; reason: CloseReason; note: string }
  | { step: 'reopen'; note: string }
  /** The answer was changed, and with it its class. */
  | { step: 'reclass'; class: AnswerClass };

export type CaseStep = CaseCommand['step'];

/** What somebody is told of a case. */
export type CaseNews = 'opened' | 'changed' | 'warned' | 'breached' | 'escalated' | 'given';

/** Why a step is not made, by its code; wording.ts has the words. */
export type CaseFault = 'closed' | 'not-closed' | 'already' | 'not-waiting' | 'note-missing' | 'reason-missing';

export type Transition = { ok: true; case: Case } | { ok: false; fault: CaseFault };

/** A case as it begins. */
export function newCase(cls: AnswerClass, openedAt: Date): Case {
  return { class: cls, state: 'new', openedAt, acknowledgedAt: null, answeredAt: null, closedAt: null, closeReason: null, pauses: [] };
}

/** One that asks nothing of anybody, such as of a promoter who wrote nothing. */
export function settledCase(cls: AnswerClass, openedAt: Date): Case {
  return { ...newCase(cls, openedAt), state: 'closed', closedAt: openedAt, closeReason: 'no-answer-needed' };
}

/** Whether a case asked nothing of anybody from the beginning. */
export function isSettled({ state, openedAt, closedAt }: Case): boolean {
  return state === 'closed' && closedAt?.getTime() === openedAt.getTime();
}

/** Makes a step, or says why not. */
export function transition(before: Case, command: CaseCommand, now: Date): Transition {
  const fault = faultOf(before, command);
  return fault === undefined ? { ok: true, case: after(before, command, now) } : { ok: false, fault };
}

/** The steps that can be made now, in the order they are offered. */
export function stepsOf(one: Case): CaseStep[] {
  const probes: CaseCommand[] = [
    { step: 'acknowledge' }, { step: 'answer', note: 'x' }, { step: 'wait', note: 'x' }, { step: 'resume' }, { step: 'close', reason: 'resolved', note: 'x' }, { step: 'reopen', note: 'x' },
  ];
  return probes.filter((command) => faultOf(one, command) === undefined).map(({ step }) => step);
}

function faultOf({ state, class: cls, answeredAt }: Case, command: CaseCommand): CaseFault | undefined {
  const closed = state === 'closed';
  switch (command.step) {
    case 'reclass': return command.class === cls ? 'already' : undefined;
    case 'reopen': return closed ? blank(command.note) : 'not-closed';
    case 'acknowledge': return closed ? 'closed' : state === 'new' ? undefined : 'already';
    case 'answer': return closed ? 'closed' : blank(command.note);
    case 'wait': return closed ? 'closed' : state === 'waiting' ? 'already' : blank(command.note);
    case 'resume': return closed ? 'closed' : state === 'waiting' ? undefined : 'not-waiting';
    case 'close':
      if (closed) return 'closed';
      // Nobody was answered: somebody says why that is well.
      if ((command.reason === 'other' || (command.reason === 'resolved' && answeredAt === null)) && command.note.trim() === '') return 'note-missing';
      return undefined;
  }
}

function blank(note: string): CaseFault | undefined {
  return note.trim() === '' ? 'note-missing' : undefined;
}

function after(before: Case, command: CaseCommand, now: Date): Case {
  const seen = before.acknowledgedAt ?? now;
  const pauses = before.pauses.map((pause) => (pause.to === null ? { ...pause, to: now } : pause));
  switch (command.step) {
    case 'acknowledge': return { ...before, state: 'acknowledged', acknowledgedAt: seen };
    case 'answer': return { ...before, state: 'answered', acknowledgedAt: seen, answeredAt: before.answeredAt ?? now, pauses };
    case 'wait': return { ...before, state: 'waiting', acknowledgedAt: seen, pauses: [...before.pauses, { from: now, to: null }] };
    case 'resume': return { ...before, state: before.answeredAt === null ? 'acknowledged' : 'answered', pauses };
    case 'close': return { ...before, state: 'closed', acknowledgedAt: seen, closedAt: now, closeReason: command.reason, pauses };
    case 'reopen': return { ...before, ...reopened(before, now) };
    case 'reclass': return before.state === 'closed' && worse(command.class, before.class) ? { ...before, ...reopened(before, now), class: command.class } : { ...before, class: command.class };
  }
}

/** Opened again it has its whole time again. */
function reopened({ pauses }: Case, now: Date): Partial<Case> {
  return { state: 'new', openedAt: now, acknowledgedAt: null, answeredAt: null, closedAt: null, closeReason: null, pauses: pauses.filter((pause) => pause.to === null) };
}

const ORDER: readonly AnswerClass[] = ['promoter', 'passive', 'detractor'];

/** Whether a class says worse of us than another. */
export function worse(one: AnswerClass, than: AnswerClass): boolean {
  return ORDER.indexOf(one) > ORDER.indexOf(than);
}
