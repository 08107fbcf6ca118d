import type { Tx } from '../platform/db.ts';
import type { Run } from './assess.ts';
import { dayCounter, weekOf } from './calendar.ts';
import { insertModel, insertReference, loadModels, loadReference, observeMeans, type WeightedModel } from './model-store.ts';
import { type Feeds, neededWeights } from './models.ts';
import { carriedOver, freezeReference, startingReference } from './reference.ts';
import type { Reference } from './score.ts';
import type { Signal } from './signals/index.ts';

export interface RunInput {
  portalId: number;
  timeZone: string;
  /** Epoch ms. */
  now: number;
  signals: ReadonlyMap<string, Signal>;
}

/** The calendar part of a run: another moment of the same portal. */
export function momentOf(timeZone: string, now: number): Pick<Run, 'now' | 'dayOf' | 'today' | 'week'> {
  const dayOf = dayCounter(timeZone, now);
  const today = dayOf(now);
  return { now, dayOf, today, week: weekOf(today) };
}

/** Loads what a recompute of the portal needs; undefined before the first import has frozen a reference. */
export async function openRun(tx: Tx, input: RunInput): Promise<Run | undefined> {
  const models = await loadModels(tx, input.portalId);
  const current = models.at(-1);
  const reference = current && (await loadReference(tx, input.portalId, current.version));
  return current && reference ? runOf(input, models, reference) : undefined;
}

/**
 * Like openRun, but brings the portal's model up to the signals that it can know: a new one (or the very first run) adds a
 * version with a reference carried over by signal; old versions stay as they were.
 */
export async function prepareRun(tx: Tx, input: RunInput, feeds: Feeds): Promise<Run> {
  const { portalId, now, signals } = input;
  const before = await loadModels(tx, portalId);
  const current = before.at(-1);
  const needed = neededWeights(signals, feeds, current);
  if (needed !== null) {
    await insertModel(tx, portalId, { version: (current?.version ?? 0) + 1, ...needed }, { at: new Date(now), by: 'baton' });
  }
  const models = needed === null ? before : await loadModels(tx, portalId);
  const model = models.at(-1)!;
  const own = await loadReference(tx, portalId, model.version);
  const older = own ?? (current && (await loadReference(tx, portalId, current.version)));
  return runOf(input, models, own ?? (current && older ? carriedOver(older, current, model) : startingReference(model, momentOf(input.timeZone, now).today)));
}

/** Freezes the portal's means for the run's day, once; the run goes on with them. A model not yet used keeps what it carried over. */
export async function freeze(tx: Tx, run: Run): Promise<Run> {
  const observed = await observeMeans(tx, run.portalId, run.model);
  const unused = observed.every(({ known }) => known === 0);
  const reference = unused ? { ...run.reference, day: run.today } : freezeReference(observed, run.today);
  await insertReference(tx, run.portalId, run.model.version, reference, observed);
  return { ...run, reference: (await loadReference(tx, run.portalId, run.model.version))! };
}

function runOf({ portalId, timeZone, now, signals }: RunInput, models: readonly WeightedModel[], reference: Reference): Run {
  const model = models.at(-1)!;
  return {
    ...momentOf(timeZone, now),
    portalId,
    timeZone,
    model,
    models: new Map(models.map((each) => [each.version, each])),
    reference,
    signals: model.signals.map((id) => signals.get(id) ?? null),
  };
}
