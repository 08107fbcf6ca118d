import type { Deps } from '../platform/deps.ts';
import type { Tx } from '../platform/db.ts';
import { MAX_COMPANIES } from '../events.ts';
import { assess, type Assessment, type Run } from './assess.ts';
import type { CardRow, Facts, HalfLives, HealthQuestions, PropertyWrite } from './facts.ts';
import { packHealth, packRun } from './packed.ts';
import { hasMoved, healthProperties, npsOf, npsProperties } from './properties.ts';
import { part as npsSignal } from './signals/nps.ts';
import { part as satisfactionSignal } from './signals/satisfaction.ts';
import { lockStates, saveSnapshots, saveStates, type SnapshotWrite, type StateRead, type StateWrite } from './store.ts';

export type Recompute = Pick<Deps, 'record'> & HealthQuestions;

/** How the answers' pull decays, as the signals that use them say. */
const halfLives: HalfLives = { nps: npsSignal.halfLifeDays!, satisfaction: satisfactionSignal.halfLifeDays! };

/** Everything that a page's recompute writes. */
interface Outcome {
  states: StateWrite[];
  snapshots: SnapshotWrite[];
  cards: CardRow[];
  writes: PropertyWrite[];
  moved: number[];
}

export interface RecomputeOptions {
  /** Leaves the NPS part of the cards as it is: it holds dated facts, so it is right where no answer has changed. */
  keepNps?: boolean;
  /** Writes every company's properties, whatever was handed to HubSpot before (it sends only what differs). */
  everyProperty?: boolean;
}

/**
 * Recomputes a page of companies in the caller's transaction: one question a kind of fact, one statement a kind of row.
 * Doing it twice at one moment changes nothing.
 */
export async function recomputePage(tx: Tx, deps: Recompute, run: Run, companyIds: readonly number[], options: RecomputeOptions = {}): Promise<void> {
  const states = await lockStates(tx, run.portalId, companyIds, run.today);
  const companies = await gatherFacts(tx, deps, companyIds, run);
  const sections = options.keepNps ? undefined : await deps.npsSections(tx, companyIds, new Date(run.now), run.timeZone);

  const outcome: Outcome = { states: [], snapshots: [], cards: [], writes: [], moved: [] };
  const runPart = packRun(run);
  for (const facts of companies) {
    const id = facts.company.companyId;
    const judged = judge(facts, states.get(id), run);
    collect(outcome, judged, run, { runPart, nps: sections && (sections.get(id) ?? null), everyProperty: options.everyProperty === true });
  }

  // Merged or archived since: it no longer takes part in the means.
  const present = new Set(companies.map(({ company }) => company.companyId));
  for (const state of states.values()) {
    if (state.standing !== null && !present.has(state.companyId)) outcome.states.push({ ...state, standing: null, observed: null });
  }

  await saveStates(tx, run.portalId, outcome.states, run.today);
  await saveSnapshots(tx, run.portalId, outcome.snapshots, false);
  await deps.publish(tx, run.portalId, outcome.cards, new Date(run.now));
  if (outcome.writes.length > 0) await deps.writeCompanyProperties(tx, run.portalId, outcome.writes);
  await recordMoves(tx, deps, run, outcome.moved);
}

/** All that is known of a page's companies as of a moment; merged, archived and unknown ones are left out. */
export async function gatherFacts(tx: Tx, deps: HealthQuestions, companyIds: readonly number[], { now, today }: Pick<Run, 'now' | 'today'>): Promise<Facts[]> {
  const companies = await deps.companyFacts(tx, companyIds, now);
  const answers = byCompany(await deps.answerFacts(tx, companyIds, now, halfLives));
  const usage = byCompany(await deps.usageFacts(tx, companyIds, today));
  const journeys = byCompany(await deps.journeyFacts(tx, companyIds, now));
  return companies.map((company) => {
    const { companyId } = company;
    return { company, answers: answers.get(companyId) ?? null, usage: usage.get(companyId) ?? null, journey: journeys.get(companyId) ?? null };
  });
}

function byCompany<T extends { companyId: number }>(facts: readonly T[]): Map<number, T> {
  return new Map(facts.map((each) => [each.companyId, each]));
}

interface Judged extends Pick<Facts, 'company' | 'answers'> {
  before: StateRead | undefined;
  /** null: not a customer. */
  assessment: Assessment | null;
}

function judge(facts: Facts, before: StateRead | undefined, run: Run): Judged {
  const assessment = facts.company.isCustomer ? assess(facts, before?.standing ?? null, before?.weekAgo ?? null, run) : null;
  return { company: facts.company, answers: facts.answers, before, assessment };
}

interface CardParts {
  runPart: string;
  nps: string | null | undefined;
  everyProperty: boolean;
}

function collect(outcome: Outcome, judged: Judged, run: Run, { runPart, nps: section, everyProperty }: CardParts): void {
  const { company, answers, before, assessment } = judged;
  const companyId = company.companyId;
  const nps = npsOf(answers?.nps ?? null);
  const moved = hasMoved(before, assessment);
  const npsMoved = nps.nps !== (before?.nps ?? null) || nps.npsAnswers !== (before?.npsAnswers ?? 0);

  if (assessment !== null) {
    const { standing, score, known } = assessment;
    const observed = known.map((fact) => fact?.value ?? null);
    outcome.states.push({ companyId, standing, observed, ...nps });
    outcome.snapshots.push({
      companyId,
      day: run.today,
      modelVersion: standing.modelVersion,
      score: score.score,
      band: standing.band.band,
      coverage: score.coverage,
      reference: score.reference,
      points: score.points,
    });
  } else if (moved || npsMoved) {
    outcome.states.push({ companyId, standing: null, observed: null, ...nps });
  }
  outcome.cards.push({
    companyId,
    name: company.name,
    status: assessment === null ? 'not-a-customer' : 'scored',
    health: assessment === null ? null : packHealth(assessment, runPart, run.today),
    nps: section,
  });
  if (moved) outcome.moved.push(companyId);
  const health = moved || (everyProperty && assessment !== null);
  if (health || npsMoved) {
    const properties = { ...(health && healthProperties(assessment, run.now)), ...((npsMoved || everyProperty) && npsProperties(nps)) };
    outcome.writes.push({ companyId, properties });
  }
}

async function recordMoves(tx: Tx, deps: Recompute, run: Run, moved: readonly number[]): Promise<void> {
  for (let from = 0; from < moved.length; from += MAX_COMPANIES) {
    const companyIds = moved.slice(from, from + MAX_COMPANIES);
    await deps.record(tx, { name: 'health.scores.changed', portalId: run.portalId, at: new Date(run.now), payload: { portalId: run.portalId, companyIds } });
  }
}
