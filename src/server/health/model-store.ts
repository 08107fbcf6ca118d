import { sql } from 'kysely';
import type { Tx } from '../platform/db.ts';
import type { Observed } from './reference.ts';
import { type Model, type Reference, sharesOf } from './score.ts';

const EPOCH = sql.raw(`date '1970-01-01'`);

/** A model with its weights as they were entered. */
export interface WeightedModel extends Model {
  weights: readonly number[];
  adoptedAt: Date;
  /** user:<id>, or `baton` for a version that new signals brought. */
  adoptedBy: string;
}

/** Every version of the portal's model, oldest first. */
export async function loadModels(tx: Tx, portalId: number): Promise<WeightedModel[]> {
  const { rows } = await sql<Omit<WeightedModel, 'shares'> & { weights: number[] }>`
    select version, signals, weights, adopted_at as "adoptedAt", adopted_by as "adoptedBy" from health_models where portal_id = ${portalId} order by version`.execute(tx);
  return rows.map((row) => ({ ...row, shares: sharesOf(row.weights) }));
}

/** Lets adoptions of a portal come one after the other until the transaction ends. */
export async function lockModels(tx: Tx, portalId: number): Promise<void> {
  await sql`select version from health_models where portal_id = ${portalId} for update`.execute(tx);
}

/** Adds a version; of two at the same time the first stays, and the other is told false. */
export async function insertModel(
  tx: Tx,
  portalId: number,
  model: { version: number; signals: readonly string[]; weights: readonly number[] },
  adopted: { at: Date; by: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into health_models (portal_id, version, signals, weights, adopted_at, adopted_by)
    values (${portalId}, ${model.version}, ${model.signals}::text[], ${model.weights}::real[], ${adopted.at}, ${adopted.by})
    on conflict do nothing returning version`.execute(tx);
  return rows.length > 0;
}

/** The newest reference frozen for a model version; undefined before the first. */
export async function loadReference(tx: Tx, portalId: number, modelVersion: number): Promise<Reference | undefined> {
  const { rows } = await sql<Reference>`
    select day - ${EPOCH} as day, means, starting from health_references
    where portal_id = ${portalId} and model_version = ${modelVersion}
    order by day desc limit 1`.execute(tx);
  return rows[0];
}

/** Keeps a day's reference; the first of a day stays, so that a day has one. */
export async function insertReference(
  tx: Tx,
  portalId: number,
  modelVersion: number,
  reference: Reference,
  observed: readonly Observed[],
): Promise<void> {
  await sql`
    insert into health_references (portal_id, model_version, day, means, known, starting)
    values (${portalId}, ${modelVersion}, ${EPOCH} + ${reference.day}::int, ${reference.means}::real[],
      ${observed.map(({ known }) => known)}::int[], ${reference.starting})
    on conflict do nothing`.execute(tx);
}

/** Over the portal's scored companies: how many have each of the model's signals, and the mean of what was observed. */
export async function observeMeans(tx: Tx, portalId: number, model: Model): Promise<Observed[]> {
  const { rows } = await sql<{ k: number; known: number; mean: number }>`
    select k::int, count(value)::int as known, avg(value)::float8 as mean
    from health_states, unnest(observed) with ordinality as o(value, k)
    where portal_id = ${portalId} and score is not null and model_version = ${model.version}
    group by k`.execute(tx);
  const found = new Map(rows.map((row) => [row.k - 1, row]));
  return model.signals.map((_, k) => ({ known: found.get(k)?.known ?? 0, mean: found.get(k)?.mean ?? null }));
}
