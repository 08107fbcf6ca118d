import { z } from 'zod';
import { ChangeKey as key, Instant } from './envelope.ts';
import { Role } from './role.ts';

const sourceId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/);
const count = z.number().int().min(0);
const fieldText = z.string().max(200);
/** A part's settings as its own schema will check them. */
const partSettings = z.record(z.string().max(100), z.unknown());

/** A field of a part's settings, described so that a form can be drawn from it. */
export const FormField = z.object({
  id: z.string().max(100),
  label: fieldText,
  hint: fieldText.nullable(),
  /** A secret is never shown again: left empty, it stays as it is. */
  input: z.enum(['text', 'choice', 'toggle', 'mapping', 'scales', 'secret']),
  /** Of a choice: the values; of a mapping: the keys it may have (null: any). */
  choices: z.array(z.object({ value: z.string().max(100), label: fieldText })).max(100).nullable(),
  required: z.boolean(),
});
export type FormField = z.infer<typeof FormField>;

export const SourceState = z.enum(['paused', 'failing', 'never', 'silent', 'receiving']);
export type SourceState = z.infer<typeof SourceState>;

export const SourceRow = z.object({
  id: sourceId,
  provider: z.string().max(60),
  name: z.string().max(100),
  state: SourceState,
  hasHook: z.boolean(),
  /** Whether deliveries must be signed. */
  signed: z.boolean(),
  /** Whether company ids and CNPJs of this source are proof. */
  trustedIds: z.boolean(),
  createdAt: Instant,
  lastReceivedAt: Instant.nullable(),
  lastError: z.string().max(2000).nullable(),
  waiting: count,
  failed: count,
  /** Records without an answer, by reason. */
  skipped: z.record(z.string(), count),
  settings: partSettings,
});
export type SourceRow = z.infer<typeof SourceRow>;

export const ProviderInfo = z.object({
  id: z.string().max(60),
  label: fieldText,
  /** False for a tool that is asked instead of telling: nothing can be added by hand. */
  hasHook: z.boolean(),
  /** True where a person posts a file; no signature then. */
  takesFiles: z.boolean(),
  trustedIds: z.boolean(),
  /** Whether its deliveries are signed, so that a signing secret is needed or can be given. */
  signs: z.enum(['always', 'optional', 'never']),
  fields: z.array(FormField).max(50),
});
export type ProviderInfo = z.infer<typeof ProviderInfo>;

/** Answer to GET /api/1/settings/sources. */
export const SourcesView = z.object({
  ok: z.literal(true),
  asOf: Instant,
  role: Role,
  sources: z.array(SourceRow).max(200),
  providers: z.array(ProviderInfo).max(100),
});
export type SourcesView = z.infer<typeof SourcesView>;

export const AddSource = z.strictObject({
  key,
  provider: z.string().min(1).max(60),
  name: z.string().trim().min(1).max(100),
  settings: partSettings,
  trustedIds: z.boolean(),
  signingSecret: z.string().min(1).max(500).nullable(),
});
export type AddSource = z.infer<typeof AddSource>;

/** The address is told in this answer and never again. */
export const AddedSource = z.object({ ok: z.literal(true), sourceId, hookUrl: z.string().max(500).nullable() });
export type AddedSource = z.infer<typeof AddedSource>;

export const PauseSource = z.strictObject({ key, paused: z.boolean() });
export type PauseSource = z.infer<typeof PauseSource>;

export const MendSource = z.strictObject({ key, settings: partSettings });
export type MendSource = z.infer<typeof MendSource>;

/** Reads all unfinished deliveries of a source once more, or one. */
export const RerunDeliveries = z.strictObject({ key, deliveryId: z.uuid().nullable() });
export type RerunDeliveries = z.infer<typeof RerunDeliveries>;

export const Rerun = z.object({ ok: z.literal(true), deliveries: count });
export type Rerun = z.infer<typeof Rerun>;

/** What became of a delivery's rows. */
export const DeliveryCounts = z.object({
  rows: count, created: count, updated: count, duplicate: count, skipped: count, error: count, matched: count, review: count, unmatched: count,
});
export type DeliveryCounts = z.infer<typeof DeliveryCounts>;

export const RowProblem = z.object({ line: count, severity: z.string().max(20), code: z.string().max(60), message: z.string().max(1000) });
export type RowProblem = z.infer<typeof RowProblem>;

/** Answer to GET /api/1/settings/sources/:sourceId/deliveries: the newest ones, failed and waiting ones first. */
export const DeliveriesView = z.object({
  ok: z.literal(true),
  deliveries: z
    .array(
      z.object({
        id: z.uuid(),
        receivedAt: Instant,
        state: z.enum(['received', 'parsed', 'failed']),
        reason: z.string().max(2000).nullable(),
        counts: DeliveryCounts.nullable(),
        problems: z.array(RowProblem).max(5),
      }),
    )
    .max(20),
});
export type DeliveriesView = z.infer<typeof DeliveriesView>;

/** Asks how the last delivery would be read with these settings; nothing is saved. */
export const TestSource = z.strictObject({ settings: partSettings });
export type TestSource = z.infer<typeof TestSource>;

export const SourceTest = z.object({
  ok: z.literal(true),
  /** When the delivery came in; null: the source has received nothing yet. */
  receivedAt: Instant.nullable(),
  /** Why nothing of it can be read; null where something can. */
  reason: z.string().max(2000).nullable(),
  counts: DeliveryCounts.nullable(),
  problems: z.array(RowProblem).max(5),
  answers: z
    .array(
      z.object({
        type: z.string().max(40),
        score: z.number(),
        scale: z.tuple([z.number(), z.number()]),
        person: z.string().max(300).nullable(),
        comment: z.string().max(300).nullable(),
        answeredAt: Instant,
      }),
    )
    .max(5),
});
export type SourceTest = z.infer<typeof SourceTest>;
