import { ended, type Outputs } from '../outputs.ts';
import type { Action, Figures } from './index.ts';

export const part: Action = {
  id: 'recalculate-health',
  records: ['company'],
  inputs: {},
  statuses: ['scored', 'not-a-customer', 'preparing'],
  prepare: ({ portalId, record }, ask) => ask.recompute(portalId, [record.id]),
  async settle(tx, { portalId, record }, ask) {
    const figures = await ask.figures(tx, portalId, record.id);
    return figures.status === 'unknown-company' ? null : healthOutputs(figures);
  },
};

/** Rounded as the company's properties are. */
export function healthOutputs(figures: Figures): Outputs {
  if (figures.status !== 'scored') return ended(figures.status);
  return ended('scored', { score: String(Math.round(figures.score)), band: figures.band, coverage: String(Math.round(figures.coverage * 100)) });
}
