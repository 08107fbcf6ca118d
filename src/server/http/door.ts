import { z, type ZodType } from 'zod';
import type { PageEndpointName, PageEndpoints } from '../../../extensions/contracts/endpoints.ts';
import { Language, type Refusal } from '../../../extensions/contracts/envelope.ts';
import type { CardRequest, CardRoute } from './endpoint.ts';

/** What every question of a page carries. */
export const lang = z.object({ lang: Language });
const none = z.object({});

/** What an address takes; without a query of its own, the language alone. */
export interface Door {
  params?: ZodType<{ [name: string]: string }>;
  query?: ZodType<{ [name: string]: string }>;
  body?: ZodType;
}

/** A question at a door. */
export type DoorRequest<E extends PageEndpointName> = CardRequest & { body: PageEndpoints[E]['body']; query: PageEndpoints[E]['params']; language: Language };
export type DoorAnswer<E extends PageEndpointName> = Promise<PageEndpoints[E]['answer'] | Refusal>;

/** A door of a page, or of a card that changes something, by its name in the contracts. */
export function door<E extends PageEndpointName>(endpoint: E, { params = none, query = lang, body }: Door, handle: (request: DoorRequest<E>) => DoorAnswer<E>): CardRoute {
  const [method, path] = endpoint.split(' ') as ['GET' | 'POST', string];
  return {
    kind: 'card', method, path, params, query, ...(body && { body }),
    // The schemas have proven params, query and body.
    handle: (request) => handle({ ...request, language: request.query.lang as Language } as unknown as DoorRequest<E>),
  };
}

/** A door of the settings: it answers while the account is paused, too, because here one sees why. */
export function settingsDoor<E extends PageEndpointName>(...asked: Parameters<typeof door<E>>): CardRoute {
  return { ...door(...asked), answersPaused: true };
}
