import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { HealthFigures, HealthView } from '../../../extensions/contracts/health.ts';
import type { NpsFigure, NpsFigures, NpsView } from '../../../extensions/contracts/nps.ts';
import type { SummaryView } from '../../../extensions/contracts/summary.ts';
import type { CaseCounts, StoredCard } from './store.ts';
import { flowStopped, scoringLate, sourcesStopped } from './wording.ts';

/** Scores older than this have missed a nightly pass, with half a day to spare. */
const SCORING_STALE_MS = 36 * 3_600_000;

/** How the parts of a card become contract figures; each comes from the room that made the part. */
export interface Renderers {
  health(stored: string, language: Language): HealthFigures;
  /** @param asOf when the figures were made: windows and months end there. */
  nps(stored: string, language: Language, asOf: Date): NpsFigures;
  /** The relational NPS of the current window alone. */
  relationalNps(stored: string, asOf: Date): NpsFigure;
}

/** A flow of data that stands still, since an instant (epoch ms); of the company's surveys, which sources do. */
export interface StoppedFlow {
  part: 'hubspot' | 'surveys';
  since: number;
  sources?: readonly { name: string; paused: boolean }[];
}

export interface Asked {
  companyId: string;
  language: Language;
  now: Date;
  /** null while all data flows. */
  stopped: StoppedFlow | null;
}

/** Which part of the data has stopped flowing, if one has; null for fresh figures. */
export function stalenessOf(card: Pick<StoredCard, 'asOf' | 'status'>, { now, language, stopped }: Pick<Asked, 'now' | 'language' | 'stopped'>): HealthView['stale'] {
  if (stopped !== null) {
    const { part, sources = [] } = stopped;
    const intended = sources.length > 0 && sources.every((source) => source.paused);
    const told = part === 'hubspot' ? flowStopped[language] : sourcesStopped(sources, language).slice(0, 1_000);
    return { since: new Date(stopped.since).toISOString(), part, told, intended };
  }
  const late = card.status === 'scored' && now.getTime() - card.asOf.getTime() > SCORING_STALE_MS;
  return late ? { since: card.asOf.toISOString(), part: 'scoring', told: scoringLate[language] } : null;
}

function envelope(card: StoredCard, asked: Asked) {
  return {
    ok: true,
    company: { id: asked.companyId, name: card.name },
    status: card.status,
    asOf: card.asOf.toISOString(),
    stale: stalenessOf(card, asked),
  } as const;
}

/** The tab "Customer health". */
export function healthView(card: StoredCard, asked: Asked, render: Renderers): HealthView {
  return { ...envelope(card, asked), figures: card.health === null ? null : render.health(card.health, asked.language) };
}

/** The tab "NPS history". */
export function npsView(card: StoredCard & { cases: CaseCounts }, asked: Asked, render: Renderers): NpsView {
  const { open, overdue, dueAt } = card.cases;
  const cases = open === 0 ? null : { open, overdue, dueAt: dueAt?.toISOString() ?? null, asOf: asked.now.toISOString() };
  return { ...envelope(card, asked), figures: card.nps === null ? null : render.nps(card.nps, asked.language, card.asOf), cases };
}

/** The sidebar. @param recordUrl the record's address in HubSpot. */
export function summaryView(card: StoredCard, asked: Asked, render: Renderers, recordUrl: string): SummaryView {
  const health = card.health === null ? null : render.health(card.health, asked.language);
  const nps = card.nps === null ? null : render.relationalNps(card.nps, card.asOf);
  return {
    ...envelope(card, asked),
    health: health && { score: health.score, band: health.band, coverage: health.coverage, change: health.change && { since: health.change.since, delta: health.change.delta }, trend: health.trend },
    nps,
    recordUrl,
  };
}

/** A company that is known and not yet computed: every card's answer until its first recompute. */
export function preparing(company: { name: string | null }, { companyId, now }: Asked) {
  return { ok: true, company: { id: companyId, name: company.name }, status: 'preparing', asOf: now.toISOString(), stale: null } as const;
}
