import type { Band } from '../../../extensions/contracts/health.ts';
import type { BandCounts, SignalWeight, WeightsPreview } from '../../../extensions/contracts/settings.ts';
import type { Deps } from '../platform/deps.ts';
import type { Tx } from '../platform/db.ts';
import { bandRule } from './bands.ts';
import type { HealthQuestions } from './facts.ts';
import { insertModel, insertReference, loadModels, loadReference, lockModels, observeMeans, type WeightedModel } from './model-store.ts';
import { carriedOver } from './reference.ts';
import { momentOf } from './run.ts';
import { sharesOf } from './score.ts';
import type { Signal } from './signals/index.ts';
import { countBands, loadScored } from './standing-store.ts';
import { isApproximate, scoreUnder, settledBand } from './what-if.ts';

/** `unknown-signal`: not exactly the signals that exist; `all-zero`: nothing would count; `stale`: another version was adopted meanwhile; `too-early`: nothing is scored yet. */
export type WeightFault = 'unknown-signal' | 'all-zero' | 'stale' | 'too-early';

export type WeightsDeps = Pick<Deps, 'enqueue'> & Pick<HealthQuestions, 'companyFacts'> & { signals: ReadonlyMap<string, Signal> };

export interface WeightsFacts {
  /** 0 before anything is scored. */
  version: number;
  signals: { id: string; label: Signal['label']; weight: number; defaultWeight: number; known: number; mean: number | null }[];
  scored: number;
  bands: BandCounts;
  dwellDays: number;
  /** Newest first. */
  versions: { version: number; adoptedAt: Date; adoptedBy: string; weights: (SignalWeight & { label: Signal['label'] })[] }[];
}

/** The weights of the score, as the settings page looks after them; each runs in the caller's transaction. */
export interface WeightAdministration {
  show(tx: Tx, portalId: number): Promise<WeightsFacts>;
  preview(tx: Tx, portalId: number, weights: readonly SignalWeight[], moment: { timeZone: string; now: Date }): Promise<Omit<WeightsPreview, 'ok'> | { fault: WeightFault }>;
  adopt(tx: Tx, task: Adoption): Promise<{ version: number; before: SignalWeight[] } | { fault: WeightFault }>;
}

export interface Adoption {
  portalId: number;
  /** user:<id> */
  by: string;
  at: Date;
  /** The version the weights were chosen on. */
  basedOn: number;
  weights: readonly SignalWeight[];
}

const VERSIONS_SHOWN = 20;
const MOVES_SHOWN = 50;

/** Shows, tries and adopts weights. */
export function weightAdministration(deps: WeightsDeps): WeightAdministration {
  return {
    show: (tx, portalId) => show(tx, portalId, deps),
    preview: (tx, portalId, weights, moment) => preview(tx, { portalId, weights, ...moment }, deps),
    adopt: (tx, task) => adopt(tx, task, deps),
  };
}

/** The signals one may weigh: those of the portal's model that still exist. A new one joins the model by itself first. */
function weighed(current: WeightedModel | undefined, signals: ReadonlyMap<string, Signal>): string[] {
  return current === undefined ? [...signals.keys()].sort() : current.signals.filter((id) => signals.has(id));
}

async function show(tx: Tx, portalId: number, { signals }: WeightsDeps): Promise<WeightsFacts> {
  const models = await loadModels(tx, portalId);
  const current = models.at(-1);
  const reference = current && (await loadReference(tx, portalId, current.version));
  const observed = current ? await observeMeans(tx, portalId, current) : [];
  const { scored, bands } = await countBands(tx, portalId);
  const at = (id: string) => current?.signals.indexOf(id) ?? -1;
  return {
    version: current?.version ?? 0,
    signals: weighed(current, signals).map((id) => {
      const { label, defaultWeight } = signals.get(id)!;
      const weight = current?.weights[at(id)] ?? defaultWeight;
      return { id, label, weight, defaultWeight, known: observed[at(id)]?.known ?? 0, mean: reference?.means[at(id)] ?? null };
    }),
    scored,
    bands,
    dwellDays: bandRule.dwellDays,
    versions: models.slice(-VERSIONS_SHOWN).reverse().map((model) => ({
      version: model.version,
      adoptedAt: model.adoptedAt,
      adoptedBy: model.adoptedBy,
      weights: weightsOf(model).map((one) => ({ ...one, label: signals.get(one.signal)?.label ?? { 'pt-BR': one.signal, en: one.signal } })),
    })),
  };
}

function weightsOf(model: WeightedModel): SignalWeight[] {
  return model.signals.map((signal, k) => ({ signal, weight: model.weights[k]! }));
}

/** The weights in the order of the signals that exist, or why they do not do. */
function ordered(weights: readonly SignalWeight[], ids: readonly string[]): number[] | { fault: WeightFault } {
  const given = new Map(weights.map(({ signal, weight }) => [signal, weight]));
  if (given.size !== weights.length || given.size !== ids.length || !ids.every((id) => given.has(id))) return { fault: 'unknown-signal' };
  if (weights.every(({ weight }) => weight === 0)) return { fault: 'all-zero' };
  return ids.map((id) => given.get(id)!);
}

async function preview(
  tx: Tx,
  asked: { portalId: number; weights: readonly SignalWeight[]; timeZone: string; now: Date },
  { companyFacts, signals }: WeightsDeps,
): Promise<Omit<WeightsPreview, 'ok'> | { fault: WeightFault }> {
  const models = new Map((await loadModels(tx, asked.portalId)).map((model) => [model.version, model]));
  const current = [...models.values()].at(-1);
  const ids = weighed(current, signals);
  const wanted = ordered(asked.weights, ids);
  if ('fault' in wanted) return wanted;
  const reference = current && (await loadReference(tx, asked.portalId, current.version));
  if (!current || !reference) return { fault: 'too-early' };

  const { today } = momentOf(asked.timeZone, asked.now.getTime());
  const trial = { signals: ids, shares: sharesOf(wanted) };
  const means = carriedOver(reference, current, trial);
  const before = noBands();
  const after = noBands();
  const moves: { companyId: number; from: Band; to: Band; score: number; newScore: number }[] = [];
  for (const company of await loadScored(tx, asked.portalId)) {
    const present = models.get(company.modelVersion) ?? current;
    const newScore = scoreUnder(company, present, trial, means);
    // What is crossing already would change without new weights.
    const from = settledBand(company.band, company.score, today);
    const to = settledBand(company.band, newScore, today);
    before[from] += 1;
    after[to] += 1;
    if (from !== to) moves.push({ companyId: company.companyId, from, to, score: company.score, newScore });
  }
  moves.sort((a, b) => Math.abs(b.newScore - b.score) - Math.abs(a.newScore - a.score));
  const shown = moves.slice(0, MOVES_SHOWN);
  const facts = await companyFacts(tx, shown.map((move) => move.companyId), asked.now.getTime());
  const names = new Map(facts.map((company) => [company.companyId, company.name]));
  const up = moves.filter((move) => move.newScore > move.score).length;
  return {
    scored: before.healthy + before.watch + before['at-risk'],
    before,
    after,
    up,
    down: moves.length - up,
    moves: shown.map((move) => ({ ...move, companyId: String(move.companyId), name: names.get(move.companyId) ?? null })),
    approximate: isApproximate(current, trial),
  };
}

function noBands(): BandCounts {
  return { healthy: 0, watch: 0, 'at-risk': 0 };
}

async function adopt(tx: Tx, { portalId, by, at, basedOn, weights }: Adoption, deps: WeightsDeps): Promise<{ version: number; before: SignalWeight[] } | { fault: WeightFault }> {
  await lockModels(tx, portalId);
  const current = (await loadModels(tx, portalId)).at(-1);
  const ids = weighed(current, deps.signals);
  const wanted = ordered(weights, ids);
  if ('fault' in wanted) return wanted;
  const reference = current && (await loadReference(tx, portalId, current.version));
  if (!current || !reference) return { fault: 'too-early' };
  const version = current.version + 1;
  if (current.version !== basedOn || !(await insertModel(tx, portalId, { version, signals: ids, weights: wanted }, { at, by }))) return { fault: 'stale' };
  // With a reference of its own, touched companies are scored by the new version at once.
  await insertReference(tx, portalId, version, carriedOver(reference, current, { signals: ids }), ids.map(() => ({ known: 0, mean: null })));
  await deps.enqueue(tx, 'health.refresh', [{ portalId }]);
  return { version, before: weightsOf(current) };
}
