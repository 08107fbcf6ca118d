import type { RequestHandler } from 'express';
import type { SandboxCore } from '../core.ts';
import { shownPortal } from './answer.ts';

const BREATH_MS = 20_000;

/** Server-sent events: one `change` event per change of a record of the shown account. */
export function changeStream(core: SandboxCore): RequestHandler {
  return (request, response) => {
    const { portalId } = shownPortal(core);
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'keep-alive' });
    response.write('retry: 1000\n\n');
    const stop = core.subscribe((change) => {
      if (change.portalId === portalId) response.write(`event: change\ndata: ${JSON.stringify(change)}\n\n`);
    });
    const breath = setInterval(() => response.write(': still here\n\n'), BREATH_MS);
    request.on('close', () => {
      clearInterval(breath);
      stop();
    });
  };
}
