import type { Parsed } from '../../src/server/surveys/answer.ts';
import type { ReadingContext } from '../../src/server/surveys/provider.ts';
import { loadProviders } from '../../src/server/surveys/providers/index.ts';
import { loadSurveyTypes } from '../../src/server/surveys/types/index.ts';

export const providers = await loadProviders();
export const types = await loadSurveyTypes();

/** Reads a body as the provider would, in São Paulo on 21 November 2026, unless told otherwise. */
export function read(provider: string, body: string | Uint8Array, settings: object = {}, overrides: Partial<ReadingContext> = {}): Parsed {
  const part = providers.get(provider)!;
  return part.parse(Buffer.from(body as string), {
    settings: part.settingsShape.parse(settings),
    types,
    timeZone: 'America/Sao_Paulo',
    trustedIds: part.trustedIds,
    receivedAt: new Date('2026-11-21T15:00:00Z'),
    ...overrides,
  });
}
