import type { ErrorRequestHandler } from 'express';
import { Unavailable } from '../platform/errors.ts';
import type { Logger } from '../platform/log.ts';

/** Turns what was thrown into an answer that tells nothing of the inside; the log line has the request's id. */
export function errorResponse(log: Logger): ErrorRequestHandler {
  return (error: Error & { status?: number; type?: string }, request, response, next) => {
    if (response.headersSent) return next(error);
    const requestId = String(response.getHeader('x-request-id') ?? '');
    if (error instanceof Unavailable) {
      response.status(503).set('Retry-After', String(error.retryAfterSeconds)).json({ error: 'The server is short of something it needs. Try again soon.', requestId });
      log.warn({ requestId, path: request.route?.path, err: error }, 'A request was put off');
      return;
    }
    if (error.status !== undefined && error.status < 500) {
      response.status(error.status).json({ error: clientFault(error), requestId });
      return;
    }
    log.error({ requestId, path: request.route?.path, err: error }, 'A request failed unexpectedly');
    response.status(500).json({ error: 'Something unexpected happened. The request id names it in the log.', requestId });
  };
}

function clientFault(error: { status?: number; type?: string }): string {
  if (error.type === 'entity.too.large') return 'The body is larger than this address accepts.';
  if (error.type === 'encoding.unsupported') return 'The content encoding is not supported.';
  return 'The request could not be read.';
}
