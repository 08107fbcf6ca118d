import { z } from 'zod';
import { ChangeKey as key, Instant } from './envelope.ts';
import { Band } from './health.ts';
import { Role } from './role.ts';

export * from './role.ts';
export * from './sources.ts';
export * from './usage-keys.ts';

const count = z.number().int().min(0);
const signalId = z.string().max(40);

/** Answer to a change that has nothing to show. */
export const Done = z.object({ ok: z.literal(true) });
export type Done = z.infer<typeof Done>;

/** What a change without details must carry. */
export const Keyed = z.strictObject({ key });
export type Keyed = z.infer<typeof Keyed>;

/** A line of the set-up checklist: `waiting` passes by itself, `todo` and `trouble` need someone; `look` cannot be known from here. */
export const Check = z.object({
  id: z.enum(['connected', 'scopes', 'properties', 'import', 'polling', 'sources', 'weights', 'cards']),
  state: z.enum(['done', 'waiting', 'todo', 'trouble', 'look']),
});
export type Check = z.infer<typeof Check>;

/** Answer to GET /api/1/settings/connection. */
export const ConnectionView = z.object({
  ok: z.literal(true),
  asOf: Instant,
  /** The asker's own role. */
  role: Role,
  checks: z.array(Check).max(20),
  install: z.object({
    state: z.enum(['active', 'paused', 'uninstalled']),
    pauseReason: z.string().max(300).nullable(),
    hubDomain: z.string().max(300).nullable(),
    installedAt: Instant,
    installedBy: z.string().max(300).nullable(),
    timeZone: z.string().max(100),
    currency: z.string().max(10),
  }),
  scopes: z.array(z.object({ scope: z.string().max(100), required: z.boolean(), granted: z.boolean() })).max(100),
  properties: z.object({
    names: z.array(z.string().max(100)).max(100),
    drift: z.array(z.object({ name: z.string().max(100), expected: z.string().max(40), found: z.string().max(40) })).max(100),
  }),
  /** How far each kind of record is read; `total` null where HubSpot does not tell. */
  objects: z
    .array(
      z.object({
        type: z.string().max(60),
        phase: z.enum(['importing', 'polling', 'skipped']),
        done: count,
        total: count.nullable(),
        problem: z.string().max(500).nullable(),
        updatedAt: Instant,
      }),
    )
    .max(50),
  /** Company properties on their way to HubSpot, and those it refused several times. */
  writes: z.object({ waiting: count, failed: count }),
});
export type ConnectionView = z.infer<typeof ConnectionView>;

export const BandCounts = z.object({ healthy: count, watch: count, 'at-risk': count });
export type BandCounts = z.infer<typeof BandCounts>;

const weight = z.number().min(0).max(100);
export const SignalWeight = z.object({ signal: signalId, weight });
export type SignalWeight = z.infer<typeof SignalWeight>;

/** Answer to GET /api/1/settings/weights. `version` 0: nothing is scored yet. */
export const WeightsView = z.object({
  ok: z.literal(true),
  role: Role,
  version: count,
  adoptedAt: Instant.nullable(),
  adoptedBy: z.string().max(300).nullable(),
  signals: z
    .array(
      z.object({
        id: signalId,
        label: z.string().max(80),
        weight,
        defaultWeight: weight,
        /** Companies with a value. */
        known: count,
        /** The average customer's value, 0 to 1. */
        mean: z.number().min(0).max(1).nullable(),
      }),
    )
    .max(50),
  /** Companies with a score. */
  scored: count,
  bands: BandCounts,
  dwellDays: count,
  /** Newest first. */
  versions: z
    .array(z.object({ version: count, adoptedAt: Instant, adoptedBy: z.string().max(300).nullable(), weights: z.array(SignalWeight.extend({ label: z.string().max(80) })).max(50) }))
    .max(20),
});
export type WeightsView = z.infer<typeof WeightsView>;

const weights = z.array(SignalWeight.strict()).min(1).max(50);

export const PreviewWeights = z.strictObject({ weights });
export type PreviewWeights = z.infer<typeof PreviewWeights>;

/** Who would change band; nothing is saved. */
export const WeightsPreview = z.object({
  ok: z.literal(true),
  scored: count,
  before: BandCounts,
  after: BandCounts,
  up: count,
  down: count,
  /** The largest changes of those that change band. */
  moves: z.array(z.object({ companyId: z.string().max(20), name: z.string().max(500).nullable(), from: Band, to: Band, score: z.number(), newScore: z.number() })).max(50),
  /** True where a signal without weight gains one: how sure its values are is known only once it counts. */
  approximate: z.boolean(),
});
export type WeightsPreview = z.infer<typeof WeightsPreview>;

/** Adopts a new version; `basedOn` is the version the page showed. */
export const AdoptWeights = z.strictObject({ key, basedOn: count, weights });
export type AdoptWeights = z.infer<typeof AdoptWeights>;

export const AdoptedWeights = z.object({ ok: z.literal(true), version: count });
export type AdoptedWeights = z.infer<typeof AdoptedWeights>;

/** Answer to GET /api/1/settings/roles. */
export const RolesView = z.object({
  ok: z.literal(true),
  role: Role,
  people: z
    .array(
      z.object({
        userId: z.string().max(20),
        name: z.string().max(300).nullable(),
        email: z.string().max(300).nullable(),
        role: Role,
        /** Installed Baton, and is admin for that until someone says otherwise. */
        installer: z.boolean(),
        you: z.boolean(),
      }),
    )
    .max(1000),
});
export type RolesView = z.infer<typeof RolesView>;

export const ChangeRole = z.strictObject({ key, userId: z.string().regex(/^[1-9]\d{0,14}$/), role: Role });
export type ChangeRole = z.infer<typeof ChangeRole>;

export const AuditArea = z.enum(['', 'connection', 'source', 'usage-key', 'weights', 'channel', 'bulletin', 'causes', 'role', 'answer', 'handoff', 'playbook', 'privacy', 'account', 'access']);
export type AuditArea = z.infer<typeof AuditArea>;

/** Answer to GET /api/1/settings/audit, newest first. */
export const AuditView = z.object({
  ok: z.literal(true),
  entries: z
    .array(
      z.object({
        id: z.string().max(20),
        at: Instant,
        /** Empty where it was made on the command line, or by a reader of the bulletin. */
        userId: z.string().max(20),
        who: z.string().max(300).nullable(),
        /** Made by whoever runs the server; `requestId` is the command. */
        commandLine: z.boolean(),
        /** Made by whom a bulletin is sent to, by the link in it. */
        bulletinReader: z.boolean(),
        /** area.what, such as source.paused. */
        action: z.string().max(60),
        subject: z.string().max(200),
        before: z.unknown(),
        after: z.unknown(),
        requestId: z.string().max(60),
      }),
    )
    .max(50),
  /** Ask with `before` set to this for older ones; null: there are none. */
  next: z.string().max(20).nullable(),
});
export type AuditView = z.infer<typeof AuditView>;
