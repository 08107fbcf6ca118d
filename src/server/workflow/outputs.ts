import type { Band } from '../../../extensions/contracts/health.ts';

/** A company's standing: score 0 to 100, coverage 0 to 1. */
export type Figures =
  | { status: 'scored'; score: number; band: Band; coverage: number }
  | { status: 'not-a-customer' | 'preparing' | 'unknown-company' };

/** Why nothing could even be looked at: the account is not connected, or the request has a shape this server does not know. */
export interface NoFigures {
  status: 'disconnected' | 'unreadable';
}

/** What HubSpot hands to the workflow's next steps, and what the workflow does now (`hs_…`). Values are texts. */
export type Outputs = Readonly<Record<string, string>>;

/** After this long HubSpot lets a workflow go on without our answer. */
export const BLOCK_MS = 24 * 3_600_000;

/** The workflow waits for the completion. */
export const BLOCKED: Outputs = { hs_execution_state: 'BLOCK', hs_expiration_duration: 'P1D' };

const FAILED: readonly string[] = ['unknown-company', 'disconnected', 'unreadable'];

/** The output fields of the action, rounded as the company's properties are; what is not known is left out. */
export function outputsOf(figures: Figures | NoFigures): Outputs {
  const { status } = figures;
  const common = { status, hs_execution_state: FAILED.includes(status) ? 'FAIL_CONTINUE' : 'SUCCESS' };
  if (figures.status !== 'scored') return common;
  return { ...common, score: String(Math.round(figures.score)), band: figures.band, coverage: String(Math.round(figures.coverage * 100)) };
}
