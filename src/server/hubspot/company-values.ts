import { RecordPage } from './answers.ts';
import { BATCH_SIZE, readObjects } from './api.ts';
import { demand, type Gateway, orNull } from './gateway.ts';

/** Makes the way to read one property of companies, 100 a call. null: HubSpot does not tell now, or the account has not granted it. */
export function companyValues({ gateway }: { gateway: Gateway }) {
  return async function readValues(portalId: number, companyIds: readonly number[], property: string): Promise<Map<number, string | null> | null> {
    const values = new Map<number, string | null>();
    for (let from = 0; from < companyIds.length; from += BATCH_SIZE) {
      const ids = companyIds.slice(from, from + BATCH_SIZE).map(String);
      const page = await orNull((async () => demand(await gateway.call(portalId, readObjects('companies', ids, [property]), { lane: 'background', onForbidden: 'tell' }), RecordPage))());
      if (page === null) return null;
      for (const { id, properties } of page.results) values.set(Number(id), properties[property] ?? null);
    }
    return values;
  };
}
