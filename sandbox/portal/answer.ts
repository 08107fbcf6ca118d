import type { Request, RequestHandler, Response } from 'express';
import { ZodError } from 'zod';
import type { SandboxCore, SandboxPortal } from '../core.ts';
import { ApiError } from '../errors.ts';

/** A refusal of the page's API: HTTP status and a sentence that the page shows. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

function statusOf(error: unknown): number {
  if (error instanceof Refused || error instanceof ApiError) return error.status;
  return error instanceof ZodError ? 400 : 500;
}

function messageOf(error: unknown): string {
  if (error instanceof ZodError) return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  return error instanceof Error ? error.message : String(error);
}

/** Sends what `run` gives as JSON; what it throws becomes `{ message }` with a fitting status. */
export function answering(run: (request: Request) => unknown): RequestHandler {
  return async (request: Request, response: Response) => {
    try {
      response.json(await run(request));
    } catch (error) {
      response.status(statusOf(error)).json({ message: messageOf(error) });
    }
  };
}

/** The account the page shows: the first with the app installed, else the first. */
export function shownPortal(core: SandboxCore): SandboxPortal {
  const portals = core.portals();
  const portal = portals.find((one) => core.installed(one.portalId)) ?? portals[0];
  if (!portal) throw new Refused(503, 'The sandbox has no account yet: seed one, or start it with `npm start`.');
  return portal;
}
