import type { Generated } from 'kysely';

export interface HealthModelsTable {
  portal_id: number;
  version: number;
  signals: string[];
  weights: number[];
  adopted_at: Date;
  adopted_by: string;
}

export interface HealthReferencesTable {
  portal_id: number;
  model_version: number;
  day: string;
  means: number[];
  known: number[];
  starting: boolean;
}

export interface HealthStatesTable {
  portal_id: number;
  company_id: number;
  day: string;
  /** The latest score; null while the company is not a customer. */
  score: number | null;
  model_version: number | null;
  band: string | null;
  band_since: string | null;
  crossing_band: string | null;
  crossing_since: string | null;
  /** Each signal's observed value in the model's order, null for unknown: what reference means are made of. */
  observed: (number | null)[] | null;
  trend_week: number | null;
  trend_scores: string | null;
  trend_marks: string | null;
  /** Relational NPS and answers as last handed to HubSpot. */
  nps: number | null;
  nps_n: Generated<number>;
}

export interface HealthSnapshotsTable {
  portal_id: number;
  company_id: number;
  day: string;
  model_version: number;
  score: number;
  band: string;
  coverage: number;
  /** The reference line of that day. */
  reference: number;
  /** Points of each signal, in the model's order. */
  points: number[];
  reconstructed: boolean;
}

declare module '../platform/db.ts' {
  interface Tables {
    health_models: HealthModelsTable;
    health_references: HealthReferencesTable;
    health_states: HealthStatesTable;
    health_snapshots: HealthSnapshotsTable;
  }
}
