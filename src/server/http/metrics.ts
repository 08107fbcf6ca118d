import express, { type Express } from 'express';
import type { Metrics } from '../platform/metrics.ts';

/** The door of the figures, for a port of its own: it knows no caller, so it is never opened beside the others. */
export function createMetricsDoor(metrics: Pick<Metrics, 'registry'>): Express {
  const app = express();
  app.disable('x-powered-by');
  app.get('/metrics', async (_request, response) => {
    const text = await metrics.registry.metrics();
    response.set({ 'content-type': metrics.registry.contentType, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }).send(text);
  });
  app.use((_request, response) => void response.status(404).end());
  return app;
}
