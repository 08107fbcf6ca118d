import type { Refusal } from '../../../extensions/contracts/envelope.ts';
import type { Role } from '../../../extensions/contracts/role.ts';
import type { Tx } from '../platform/db.ts';
import type { CardRequest } from './endpoint.ts';

type Answered = { ok: true };

/** What a change did, for its answer and for the audit trail. */
export interface Made<A> {
  answer: A;
  action: string;
  subject: string;
  before: unknown;
  after: unknown;
}

/** What a change does that needs a call outside, for which no transaction waits: what it needs to know, the call, and what is kept of its result. */
export interface Around<A extends Answered, P extends Answered, R> {
  prepare(tx: Tx): Promise<P | Refusal>;
  call(prepared: P): Promise<R>;
  record(tx: Tx, prepared: P, result: R): Promise<Made<A> | Refusal>;
}

/**
 * Who may do what; a change happens once a key, and stands in the audit trail. Every room with doors of a page or a card asks
 * it, and the settings room, whose roles and trail they are, answers.
 */
export interface Desk {
  /** Whether the user may: HubSpot is not asked for those who will be refused. */
  allows(request: CardRequest, level: Role): Promise<boolean>;
  answer<A extends Answered>(request: CardRequest, level: Role, work: (tx: Tx, role: Role) => Promise<A | Refusal>): Promise<A | Refusal>;
  change<A extends Answered>(request: CardRequest, asked: { level: Role; path: string }, work: (tx: Tx, role: Role) => Promise<Made<A> | Refusal>): Promise<A | Refusal>;
  changeAround<A extends Answered, P extends Answered, R>(request: CardRequest, asked: { level: Role; path: string }, work: Around<A, P, R>): Promise<A | Refusal>;
  /** The names of the account's people, by user. */
  names(tx: Tx): Promise<ReadonlyMap<number, string>>;
  /** The users who are admin. */
  admins(tx: Tx): Promise<number[]>;
}
