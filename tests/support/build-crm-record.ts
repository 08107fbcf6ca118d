import type { CrmRecord } from '../../src/server/accounts/mirror.ts';

/** A record as HubSpot lists it. */
export function buildCrmRecord(overrides: Partial<CrmRecord> = {}): CrmRecord {
  return {
    id: '1', properties: {}, createdAt: '2026-01-05T12:00:00.000Z', updatedAt: '2026-11-01T12:00:00.000Z', archived: false, ...overrides,
  };
}

/** Links to companies in the inlined form; the first is the primary one unless told otherwise. */
export function linkedTo(companyId: number, type = 'ticket_to_company'): Pick<CrmRecord, 'associations'> {
  return { associations: { companies: { results: [{ id: String(companyId), type }] } } };
}
