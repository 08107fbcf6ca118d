import type { AnswerCause, CauseChoice } from '../../../extensions/contracts/causes.ts';
import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { AnswerClass, AnswerKind, SurveyType } from '../../../extensions/contracts/nps.ts';
import type { Desk } from '../http/desk.ts';
import type { Calendar } from '../lib/business-time.ts';
import type { Tx } from '../platform/db.ts';
import type { CaseNews } from './case.ts';
import type { RoutedChannel } from './routing.ts';
import type { TeamMember } from './team.ts';

/** surveys: an answer as a case begins with it. */
export interface LoopAnswer {
  answerId: string;
  companyId: number;
  contactId: number | null;
  type: SurveyType;
  kind: AnswerKind;
  class: AnswerClass;
  hasComment: boolean;
  answeredAt: Date;
}

/** surveys: what somebody answered, for those who deal with it. */
export interface AnswerText {
  answerId: string;
  type: SurveyType;
  kind: AnswerKind;
  class: AnswerClass;
  score: number;
  scaleMin: number;
  scaleMax: number;
  person: string | null;
  role: string | null;
  comment: string | null;
  answeredAt: Date;
}

/** alerts: something to go out; see alerts/outbox.ts. */
export interface Letter {
  key: string;
  channelId: string;
  recipient: string | null;
  about:
    | { kind: 'case'; caseId: string; what: CaseNews; /** Whose it became; told to nobody once it is somebody else's. */ ownerId?: number }
    | { kind: 'case-trace'; caseId: string; seq: number; as: 'task' | 'note' }
    | { kind: 'case-unplaced'; batch: string };
  companyId: number | null;
  language: Language;
}

/** alerts: a channel of the account, what it calls people by, and how it does. */
export type KnownChannel = RoutedChannel & { kind: string; name: string; addresses: 'email' | 'owner' | null; state: 'on' | 'off' | 'disabled' };

export interface CaseQuestions {
  /** settings */
  desk: Pick<Desk, 'allows' | 'answer' | 'change' | 'names' | 'admins'>;
  /** cards: counts a card that somebody opened; nobody waits for it. */
  noteOpen(open: { portalId: number; userId: number; email: string; card: 'contact-cases'; companyId: number | null; at: Date }): void;
  /** surveys: answers of these companies that were given since an instant, and those answers, whosever they are by now. */
  answersToFollow(tx: Tx, asked: { companyIds: readonly number[]; since: Date; answerIds: readonly string[] }): Promise<LoopAnswer[]>;
  /** surveys: answers of a class that no company is known for, that were given since an instant and came in before another, the newest first; or which of the named ones. */
  unplacedAnswers(tx: Tx, asked: { class: AnswerClass } & ({ since: Date; cameBefore: Date } | { answerIds: readonly string[] })): Promise<{ answerId: string; kind: AnswerKind; hasComment: boolean }[]>;
  /** surveys */
  answerTexts(tx: Tx, answerIds: readonly string[]): Promise<ReadonlyMap<string, AnswerText>>;
  /** causes: what answers can be about, and what these are; one without a cause is left out. */
  causesOfAnswers(tx: Tx, answerIds: readonly string[], language: Language): Promise<{ choices: CauseChoice[]; byAnswer: ReadonlyMap<string, AnswerCause[]> }>;
  /** accounts: each living company with its name and owner. */
  companies(tx: Tx, companyIds: readonly number[]): Promise<ReadonlyMap<number, { name: string | null; ownerId: number | null }>>;
  /** accounts: everybody who owns records. */
  members(tx: Tx): Promise<readonly TeamMember[]>;
  /** accounts: what these companies are worth a year, from the deals they won in the last 365 days. */
  yearlyWins(tx: Tx, companyIds: readonly number[], now: Date): Promise<ReadonlyMap<number, number>>;
  /** hubspot (called inside no transaction): one property of each company; null: HubSpot does not tell now. */
  companyValues(portalId: number, companyIds: readonly number[], property: string): Promise<ReadonlyMap<number, string | null> | null>;
  /** hubspot (called inside no transaction): what segments can be made of; null: HubSpot does not tell now. */
  companyProperties(portalId: number): Promise<readonly { name: string; label: string; options: readonly { value: string; label: string }[] }[] | null>;
  /** hubspot (called inside no transaction) */
  portal(portalId: number): Promise<{ timeZone: string; currency: string }>;
  /** hubspot (called inside no transaction) */
  recordUrls(portalId: number): Promise<(companyId: number) => string>;
  /** hubspot: portals that are connected (called inside no transaction). */
  activePortals(): Promise<readonly { portalId: number; timeZone: string; currency: string }[]>;
  /** handoff: when the account works. */
  calendar(tx: Tx, timeZone: string): Promise<Calendar>;
  /** alerts */
  channels(tx: Tx): Promise<readonly KnownChannel[]>;
  /** alerts: posts letters, each once. */
  post(tx: Tx, portalId: number, letters: readonly Letter[], asked: { manners: { quiet: { from: number; to: number } | null; groupMs: number; timeZone: string }; now: Date }): Promise<void>;
}
