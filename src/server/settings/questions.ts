import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { AdoptWeights, BandCounts, SignalWeight, WeightsPreview } from '../../../extensions/contracts/settings.ts';
import type { Tx } from '../platform/db.ts';
import type { SettingField } from '../platform/setting-field.ts';
import type { Words } from '../platform/words.ts';
import type { StoredEntry } from './audit-store.ts';
import type { Installer } from './roles.ts';

/** hubspot: how the portal is connected. */
export interface ConnectionFacts {
  state: 'active' | 'paused' | 'uninstalled';
  pauseReason: string | null;
  hubDomain: string | null;
  installedAt: Date;
  installedBy: number | null;
  timeZone: string;
  currency: string;
  scopes: { scope: string; required: boolean; granted: boolean }[];
  properties: { names: string[]; drift: { name: string; expected: string; found: string }[] };
  objects: { type: string; phase: 'importing' | 'polling' | 'skipped'; done: number; total: number | null; problem: string | null; updatedAt: Date }[];
  writes: { waiting: number; failed: number };
}

/** accounts: someone of the account. */
export interface Person {
  userId: number;
  name: string | null;
  email: string | null;
}

export interface ProviderFacts {
  id: string;
  label: Words;
  settings: readonly SettingField[];
  /** 0: it has no hook. */
  bodyLimit: number;
  waitsForReport: boolean;
  trustedIds: boolean;
  signs?: 'always' | undefined;
}

export interface SourceFacts {
  sourceId: string;
  provider: string;
  name: string;
  settings: unknown;
  paused: boolean;
  trustedIds: boolean;
  signed: boolean;
  createdAt: Date;
  lastReceivedAt: Date | null;
  lastError: Words | null;
  pausedAt: Date | null;
  usualGapMs: number;
  gaps: number;
  deliveries: { waiting: number; waitingSince: Date | null; failed: number };
  /** Records without an answer, by reason. */
  skipped: readonly { reason: Words; records: number }[];
}

export interface ReportFacts {
  rows: number;
  created: number;
  updated: number;
  duplicate: number;
  skipped: number;
  error: number;
  matched: number;
  review: number;
  unmatched: number;
  problems: readonly { line: number; severity: string; code: string; message: Words }[];
}

export interface DeliveryFacts {
  deliveryId: string;
  receivedAt: Date;
  state: 'received' | 'parsed' | 'failed';
  reason: Words | null;
  report: ReportFacts | null;
}

export interface NewSource {
  portalId: number;
  provider: string;
  name: string;
  settings: unknown;
  trustedIds: boolean;
  signingSecret?: string | undefined;
}

export interface TriedDelivery {
  receivedAt: Date;
  reason: Words | null;
  report: ReportFacts | null;
  answers: { type: string; score: number; scaleMin: number; scaleMax: number; person: string | null; comment: string | null; answeredAt: Date }[];
}

type Outcome<T = unknown> = ({ ok: true } & T) | { ok: false; reason: Words };

/** surveys: sources, as an administrator looks after them. */
export interface SourceAdministration {
  providers: ReadonlyMap<string, ProviderFacts>;
  list(tx: Tx): Promise<SourceFacts[]>;
  /** Since when a source has stopped, as the cards say it; null: it has not. */
  stoppedSince(source: SourceFacts, now: Date): Date | null;
  add(tx: Tx, source: NewSource, now: Date): Promise<Outcome<{ sourceId: string; hookPath: string | null }>>;
  mend(tx: Tx, task: { sourceId: string; settings: unknown }): Promise<Outcome>;
  /** False: there is no such source. */
  pause(tx: Tx, task: { portalId: number; sourceId: string; paused: boolean; now: Date }): Promise<boolean>;
  /** Unfinished deliveries of a source, or one of its deliveries; answers how many are read again. */
  rerun(tx: Tx, task: { portalId: number; sourceId: string; deliveryId: string | null }): Promise<number>;
  deliveries(tx: Tx, sourceId: string, limit: number): Promise<DeliveryFacts[]>;
  /** How the newest delivery would be read; undefined where there is none. Nothing is kept. */
  tryLast(tx: Tx, task: { portalId: number; sourceId: string; settings: unknown; timeZone: string; now: Date }): Promise<TriedDelivery | undefined>;
}

export interface KeyFacts {
  prefix: string;
  name: string;
  source: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** usage: the API keys of the account's own systems. */
export interface KeyAdministration {
  /** Below the server's address. */
  path: string;
  limits: { minute: number; event: number; bulk: number; keys: number };
  /** By age, revoked ones included. */
  list(tx: Tx): Promise<KeyFacts[]>;
  add(tx: Tx, key: { portalId: number; name: string; source: string }, now: Date): Promise<Outcome<{ prefix: string; source: string; key: string }>>;
  /** False: there is no such key, or it was revoked before. */
  revoke(tx: Tx, prefix: string, now: Date): Promise<boolean>;
}

export interface WeightsFacts {
  /** 0 before anything is scored. */
  version: number;
  signals: { id: string; label: Words; weight: number; defaultWeight: number; known: number; mean: number | null }[];
  scored: number;
  bands: BandCounts;
  dwellDays: number;
  /** Newest first. */
  versions: { version: number; adoptedAt: Date; adoptedBy: string; weights: (SignalWeight & { label: Words })[] }[];
}

/** health: the weights of the score. */
export interface WeightAdministration {
  show(tx: Tx, portalId: number): Promise<WeightsFacts>;
  preview(tx: Tx, portalId: number, weights: readonly SignalWeight[], moment: { timeZone: string; now: Date }): Promise<Omit<WeightsPreview, 'ok'> | { fault: WeightFault }>;
  adopt(tx: Tx, task: { portalId: number; by: string; at: Date } & Pick<AdoptWeights, 'basedOn' | 'weights'>): Promise<{ version: number; before: SignalWeight[] } | { fault: WeightFault }>;
}

/** `unknown-signal`: not all signals, or others, are named; `all-zero`: nothing would count; `stale`: another version was adopted; `too-early`: nothing is scored. */
export type WeightFault = 'unknown-signal' | 'all-zero' | 'stale' | 'too-early';

/** What the settings ask of other rooms; everything inside the portal's transaction. */
export interface SettingsQuestions {
  installer(tx: Tx): Promise<Installer | undefined>;
  connection(tx: Tx): Promise<ConnectionFacts | undefined>;
  people(tx: Tx): Promise<Person[]>;
  sources: SourceAdministration;
  keys: KeyAdministration;
  weights: WeightAdministration;
  /** handoff: these entries of the audit trail, its own in the reader's words. */
  tellEntries(tx: Tx, entries: readonly StoredEntry[], language: Language): Promise<StoredEntry[]>;
  /** hubspot: the job that creates and repairs the company properties. */
  repairJob: string;
}
