import { z, type ZodType } from 'zod';
import type { HomeEndpointName, HomeEndpoints } from '../../../extensions/contracts/endpoints.ts';
import { Language, type Refusal } from '../../../extensions/contracts/envelope.ts';
import type { CardRequest, CardRoute } from '../http/endpoint.ts';

/** What every question of the page carries. */
export const lang = z.object({ lang: Language });

interface Door {
  query?: ZodType<{ [name: string]: string }>;
  body?: ZodType;
}

type Asked<E extends HomeEndpointName> = CardRequest & { body: HomeEndpoints[E]['body']; query: HomeEndpoints[E]['params'] };

/** A door of the home page, by its name in the contracts. */
export function door<E extends HomeEndpointName>(endpoint: E, { query = lang, body }: Door, handle: (request: Asked<E>) => Promise<HomeEndpoints[E]['answer'] | Refusal>): CardRoute {
  const [method, path] = endpoint.split(' ') as ['GET' | 'POST', string];
  // The schemas have proven query and body.
  return { kind: 'card', method, path, params: z.object({}), query, ...(body && { body }), handle: (request) => handle(request as unknown as Asked<E>) };
}
