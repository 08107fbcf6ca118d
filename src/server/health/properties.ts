import { npsFigure } from '../lib/metrics/nps.ts';
import type { Assessment } from './assess.ts';
import type { NpsEvidence } from './facts.ts';
import type { State } from './store.ts';

/** Relational NPS as HubSpot gets it: whole points, null under the number of answers that carry one. */
export function npsOf(evidence: NpsEvidence | null): { nps: number | null; npsAnswers: number } {
  if (evidence === null) return { nps: null, npsAnswers: 0 };
  const { n, promoters, detractors } = evidence;
  const { nps } = npsFigure({ promoters, passives: n - promoters - detractors, detractors });
  return { nps: nps === null ? null : Math.round(nps), npsAnswers: n };
}

/** Whether the rounded score or the band differ from what stood before, or scoring has begun or ended. */
export function hasMoved(before: State | undefined, assessment: Assessment | null): boolean {
  const standing = before?.standing ?? null;
  if (standing === null || assessment === null) return (standing === null) !== (assessment === null);
  return Math.round(standing.score) !== Math.round(assessment.standing.score) || standing.band.band !== assessment.standing.band.band;
}

/** The health properties of a company; all empty for one that is not scored. */
export function healthProperties(assessment: Assessment | null, now: number): Record<string, string> {
  return {
    baton_health_score: assessment === null ? '' : String(Math.round(assessment.standing.score)),
    baton_health_band: assessment?.standing.band.band ?? '',
    baton_health_coverage: assessment === null ? '' : String(Math.round(assessment.score.coverage * 100)),
    baton_health_as_of: assessment === null ? '' : new Date(now).toISOString(),
    baton_health_model: assessment === null ? '' : String(assessment.standing.modelVersion),
  };
}

/** The NPS properties of a company: baton_nps is empty where too few answers carry a number. */
export function npsProperties({ nps, npsAnswers }: Pick<State, 'nps' | 'npsAnswers'>): Record<string, string> {
  return { baton_nps: nps === null ? '' : String(nps), baton_nps_n: String(npsAnswers) };
}
