import { loadParts } from '../../platform/parts.ts';
import { type Provider, providerShape } from '../provider.ts';

/** The survey tools by id. */
export function loadProviders(): Promise<ReadonlyMap<string, Provider>> {
  return loadParts<Provider>(new URL('.', import.meta.url), providerShape);
}
