import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { Band } from '../../../extensions/contracts/health.ts';
import type { Desk } from '../http/desk.ts';
import type { ClassCounts } from '../lib/statistics.ts';
import type { Tx } from '../platform/db.ts';

/** Companies that are told of; null: all. */
export type Companies = readonly number[] | null;

/** From one instant to another, the end excluded. */
export interface Span {
  from: Date;
  to: Date;
}

/** surveys: NPS answers about the relation as they stand at the ends of windows, and as they were given in spans. */
export interface AnswerSums {
  standing: ClassCounts[];
  given: ClassCounts[];
  /** Other answers (after a contact, or on other scales) in the first span. */
  others: number;
}

/** cases: unhappy customers nobody has answered, and how the time was kept. */
export interface LoopStanding {
  /** Each of a detractor without an answer. */
  open: { companyId: number; openedAt: Date; overdue: boolean }[];
  kept: number;
  of: number;
}

/** health: in which band companies are, and were on a day before. */
export interface BandOfCompany {
  companyId: number;
  band: Band;
  before: Band | null;
  /** The weights were changed between. */
  reweighted: boolean;
}

/** alerts: what became of a letter. */
export interface Fate {
  state: 'waiting' | 'sending' | 'sent' | 'void' | 'failed';
  fault: string | null;
  endedAt: Date | null;
}

/** alerts: a bulletin to go out. */
interface Letter {
  key: string;
  channelId: string;
  recipient: string;
  about: { kind: 'bulletin'; issueId: string };
  companyId: null;
  language: Language;
}

/** A bulletin's content is made of what other rooms know; everything with a tx runs in the caller's. */
export interface BulletinQuestions {
  /** settings */
  desk: Pick<Desk, 'allows' | 'answer' | 'change' | 'names'>;
  /** settings: an entry of the audit trail for what a reader did by their link. */
  note(tx: Tx, portalId: number, entry: { at: Date; userId: null; action: string; subject: string; before: unknown; after: unknown; requestId: string }): Promise<void>;
  /** hubspot (called inside no transaction) */
  portal(portalId: number): Promise<{ timeZone: string; currency: string }>;
  /** hubspot (called inside no transaction): undefined or another state than `active` opens no page. */
  install(portalId: number): Promise<{ state: string } | undefined>;
  /** hubspot: portals that are connected (called inside no transaction). */
  activePortals(): Promise<readonly { portalId: number; timeZone: string; currency: string }[]>;
  /** hubspot: the account's domain, as its people know it. */
  accountName(tx: Tx): Promise<string | null>;
  /** hubspot (called inside no transaction): one property of each company; null: HubSpot does not tell now. */
  companyValues(portalId: number, companyIds: readonly number[], property: string): Promise<ReadonlyMap<number, string | null> | null>;
  /** hubspot (called inside no transaction); null: HubSpot does not tell now. */
  companyProperties(portalId: number): Promise<readonly { name: string; options: readonly { value: string; label: string }[] }[] | null>;
  /** cases: HubSpot's property that holds the segment; null: there are none. */
  segmentProperty(tx: Tx): Promise<string | null>;
  /** accounts: everybody who owns records. */
  members(tx: Tx): Promise<readonly { ownerId: number; name: string | null }[]>;
  /** accounts: the living companies, all or an owner's. */
  companyIdsOf(tx: Tx, ownerId: number | null): Promise<number[]>;
  /** accounts */
  companies(tx: Tx, companyIds: readonly number[]): Promise<ReadonlyMap<number, { name: string | null }>>;
  /** accounts: what companies are worth a year, from the deals they won in the last 365 days. */
  yearlyWins(tx: Tx, companyIds: readonly number[], now: Date): Promise<ReadonlyMap<number, number>>;
  /** accounts: of the living ones of these companies, whether they are customers now. */
  areCustomers(tx: Tx, companyIds: readonly number[]): Promise<ReadonlyMap<number, boolean>>;
  /** surveys @param ends of windows of 180 days. */
  answerSums(tx: Tx, asked: { companies: Companies; ends: readonly Date[]; spans: readonly Span[] }): Promise<AnswerSums>;
  /** cases: `since`: when the cases were opened that the kept time is measured by. */
  loop(tx: Tx, asked: { companies: Companies; since: Date; timeZone: string; now: Date }): Promise<LoopStanding>;
  /** health: scored companies. @param day YYYY-MM-DD */
  bands(tx: Tx, portalId: number, asked: { companies: Companies; day: string }): Promise<BandOfCompany[]>;
  /** health: who were customers on a day; null: nobody looked. @param day YYYY-MM-DD */
  customersOn(tx: Tx, portalId: number, day: string): Promise<readonly number[] | null>;
  /** handoff: open handoffs that are past their date, and how many are open. */
  handoffs(tx: Tx, asked: { companies: Companies; now: Date }): Promise<{ open: number; late: { companyId: number; dueAt: Date }[] }>;
  /** causes: what answers are about, the most frequent first. */
  topCauses(tx: Tx, asked: { companies: Companies; span: Span; language: Language }): Promise<{ label: string; n: number; detractors: number }[]>;
  /** alerts: the first e-mail channel, one that is on before one that is disabled. */
  mailChannel(tx: Tx): Promise<{ channelId: string; state: 'on' | 'disabled' } | null>;
  /** alerts: posts letters, each once. */
  post(tx: Tx, portalId: number, letters: readonly Letter[], asked: { manners: { quiet: null; groupMs: number; timeZone: string }; now: Date }): Promise<void>;
  /** alerts */
  fates(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, Fate>>;
}

