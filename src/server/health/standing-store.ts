import { sql } from 'kysely';
import type { Band } from '../../../extensions/contracts/health.ts';
import type { BandCounts } from '../../../extensions/contracts/settings.ts';
import type { Tx } from '../platform/db.ts';
import type { Scored } from './what-if.ts';

const EPOCH = sql.raw(`date '1970-01-01'`);

/** How many of the portal's companies have a score, and in which band they are. */
export async function countBands(tx: Tx, portalId: number): Promise<{ scored: number; bands: BandCounts }> {
  const { rows } = await sql<{ band: Band; n: number }>`
    select band, count(*)::int as n from health_states where portal_id = ${portalId} and score is not null group by band`.execute(tx);
  const bands: BandCounts = { healthy: 0, watch: 0, 'at-risk': 0, ...Object.fromEntries(rows.map((row) => [row.band, row.n])) };
  return { scored: bands.healthy + bands.watch + bands['at-risk'], bands };
}

interface StandingRow {
  company_id: number;
  model_version: number;
  score: number;
  band: Band;
  band_since: number;
  crossing_band: Band | null;
  crossing_since: number | null;
  points: number[];
  observed: (number | null)[];
}

/** Every scored company of the portal with the points of its last snapshot. */
export async function loadScored(tx: Tx, portalId: number): Promise<Scored[]> {
  const { rows } = await sql<StandingRow>`
    select s.company_id, s.model_version, s.score, s.band, s.band_since - ${EPOCH} as band_since, s.crossing_band,
      s.crossing_since - ${EPOCH} as crossing_since, p.points, s.observed
    from health_states s
    join health_snapshots p on p.portal_id = s.portal_id and p.day = s.day and p.company_id = s.company_id and p.model_version = s.model_version
    where s.portal_id = ${portalId} and s.score is not null`.execute(tx);
  return rows.map((row) => ({
    companyId: row.company_id,
    modelVersion: row.model_version,
    score: row.score,
    band: { band: row.band, since: row.band_since, crossing: row.crossing_band === null ? null : { band: row.crossing_band, since: row.crossing_since! } },
    points: row.points,
    observed: row.observed,
  }));
}
