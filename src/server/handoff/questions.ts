import type { Desk } from '../http/desk.ts';
import type { Tx } from '../platform/db.ts';
import type { Sold } from './sale/sale.ts';

/** accounts: a deal as the CRM has it. */
export interface Deal {
  dealId: number;
  companyId: number | null;
  name: string | null;
  /** HubSpot's id of it. */
  pipeline: string | null;
  amount: number | null;
  /** YYYY-MM-DD. */
  closeDate: string | null;
  isWon: boolean;
  ownerId: number | null;
  stageEnteredAt: Date | null;
}

/** accounts: somebody who owns records. */
export interface Owner {
  ownerId: number;
  userId: number | null;
  name: string | null;
}

/** accounts: where a deal is to be, in HubSpot's ids (pipeline null: any; stage null: a won one), having come there at an instant or later. */
export interface Place {
  pipeline: string | null;
  stage: string | null;
  since: Date;
}

/** hubspot: a task or note to be made once. `forbidden`: the account has not granted it; `refused`: HubSpot does not take it. @throws on what may pass. */
export type EnsureEngagement = (
  portalId: number,
  wanted: {
    type: 'tasks' | 'notes';
    /** Found again by this. */
    key: string;
    properties: Readonly<Record<string, string>>;
    companyId: number;
    dealId: number;
    /** True where an earlier call may have made it. */
    sent: boolean;
  },
  signal: AbortSignal,
) => Promise<{ id: string } | 'forbidden' | 'refused'>;

/** hubspot: what a deal says of a sale; null: the account has not granted reading it. */
export interface DealReading {
  lineItems: readonly Sold[] | null;
  /** Newest first, as rich text (HTML). */
  notes: readonly { id: string; at: Date; changedAt: Date; html: string }[] | null;
  /** Of the company's properties those that were asked for; null where none were. */
  company: Readonly<Record<string, string | null>> | null;
}

/** Which deal, of which company, and what is to be told of the latter. */
export interface AskedDeal {
  dealId: number;
  companyId: number;
  companyProperties: readonly string[];
}

/** hubspot: a property of companies; no options: any text. */
export interface CompanyProperty {
  name: string;
  label: string;
  options: readonly { value: string; label: string }[];
}

/** hubspot: a pipeline of deals as the account has named it. */
export interface Pipeline {
  id: string;
  label: string;
  stages: readonly { id: string; label: string }[];
}

/** hubspot: the account's IANA time zone and ISO 4217 currency. */
export interface PortalFacts {
  timeZone: string;
  currency: string;
}

export interface HandoffQuestions {
  /** settings */
  desk: Pick<Desk, 'allows' | 'answer' | 'change' | 'names'>;
  /** accounts */
  deal(tx: Tx, dealId: number): Promise<Deal | undefined>;
  /** accounts: the names of those that live. */
  dealNames(tx: Tx, dealIds: readonly number[]): Promise<ReadonlyMap<number, string | null>>;
  /** accounts: deals of these companies that have come to one of the places and are not lost. */
  dealsArrived(tx: Tx, companyIds: readonly number[], places: readonly Place[]): Promise<Deal[]>;
  /** accounts: those of these deals that ended without a win, with when. */
  lostDeals(tx: Tx, dealIds: readonly number[]): Promise<ReadonlyMap<number, Date>>;
  /** accounts: all deals that were won in a time and still are (in one of the pipelines, if any are named), oldest first. */
  wonBetween(tx: Tx, from: Date, until: Date, pipelines: readonly string[]): Promise<{ dealId: number; wonAt: Date }[]>;
  /** accounts: the deals that were won last, newest first. */
  lastWonDeals(tx: Tx, limit: number): Promise<Deal[]>;
  /** accounts */
  contactsOf(tx: Tx, companyId: number): Promise<{ name: string; jobTitle: string | null; email: string | null }[]>;
  /** accounts */
  owners(tx: Tx): Promise<Owner[]>;
  /** accounts */
  findCompany(tx: Tx, companyId: number): Promise<{ name: string | null; ownerId: number | null } | undefined>;
  /** accounts, surveys and usage: when each company last showed a sign of life of any kind, up to `now`. */
  lastActivity(tx: Tx, companyIds: readonly number[], now: Date): Promise<ReadonlyMap<number, Date>>;
  /** hubspot: portals that are connected (called inside no transaction). */
  activePortals(): Promise<readonly ({ portalId: number } & PortalFacts)[]>;
  /** cards: somebody opened a card of this room; nobody waits for it. */
  noteOpen(open: { portalId: number; userId: number; email: string; card: 'handoff' | 'onboarding'; companyId: number | null; at: Date }): void;
  /** hubspot (called inside no transaction) */
  portal(portalId: number): Promise<PortalFacts>;
  /** hubspot: what records of a kind are to say, sent behind. */
  writeProperties(tx: Tx, portalId: number, type: 'companies' | 'deals', writes: readonly { id: number; properties: Readonly<Record<string, string>> }[]): Promise<void>;
  /** hubspot */
  ensureEngagement: EnsureEngagement;
  /** hubspot (called inside no transaction): the pipelines of deals, each with the stages that are no lost end; null: HubSpot does not tell now. */
  pipelines(portalId: number): Promise<readonly Pipeline[] | null>;
  /** hubspot: gives these tasks, as far as they are not done, to an owner (null: to nobody). `refused`: how many HubSpot would not give. `forbidden`: the account has not granted it. @throws on what may pass. */
  assignTasks(portalId: number, tasks: { taskIds: readonly string[]; owner: number | null }, signal: AbortSignal): Promise<{ refused: number } | 'forbidden'>;
  /** hubspot (called inside no transaction). @throws on what may pass. */
  readDeal(portalId: number, asked: AskedDeal, signal: AbortSignal): Promise<DealReading>;
  /** hubspot (called inside no transaction), while somebody waits; null: not granted, or HubSpot does not tell now. */
  tryDeal(portalId: number, asked: AskedDeal): Promise<Pick<DealReading, 'lineItems' | 'company'>>;
  /** hubspot (called inside no transaction): what conditions can ask of companies; null: HubSpot does not tell now. */
  companyProperties(portalId: number): Promise<readonly CompanyProperty[] | null>;
  /** privacy: which of these are of erased people; asked before rows are locked. */
  erased<T extends `email:${string}` | `name:${string}`>(tx: Tx, portalId: number, traces: readonly T[]): Promise<ReadonlySet<T>>;
}
