import type { Reference } from './event.ts';
import type { CompanyCandidates, CompanyLookups } from './questions.ts';

/** What the CRM and the source's own account ids say of a batch. */
export interface Known extends CompanyCandidates {
  /** The source's account id -> living company. */
  byExternalId: ReadonlyMap<string, number>;
}

/** Everything a batch wants looked up, each value once; `mapped` are the companies its account ids stand for. */
export function lookupsOf(batch: readonly Reference[], mapped: Iterable<number> = []): CompanyLookups {
  const companyIds = [...batch.flatMap(({ companyId }) => companyId ?? []), ...mapped];
  return {
    companyIds: [...new Set(companyIds)],
    cnpjs: [...new Set(batch.flatMap(({ cnpj }) => cnpj ?? []))],
    domains: [...new Set(batch.flatMap(({ domain }) => domain ?? []))],
    contactIds: [],
    ticketIds: [],
    emails: [],
  };
}

/**
 * The company a reference means; null while that is open. A company id decides alone, whether the CRM knows it or not.
 * CNPJ, domain and account id come in this order: one that leads to several companies narrows the choice for the next,
 * one that contradicts those before it leaves it open.
 */
export function companyOf(reference: Reference, known: Known): number | null {
  if (reference.companyId !== null) return known.byCompanyId.get(reference.companyId) ?? null;
  const account = known.byExternalId.get(reference.externalId ?? '');
  const rules = [known.byCnpj.get(reference.cnpj ?? '') ?? [], known.byDomain.get(reference.domain ?? '') ?? [], account === undefined ? [] : [account]];
  let open: readonly number[] = [];
  for (const companies of rules) {
    if (companies.length === 0) continue;
    const narrowed = open.length === 0 ? companies : companies.filter((id) => open.includes(id));
    if (narrowed.length === 1) return narrowed[0]!;
    if (narrowed.length === 0) return null;
    open = narrowed;
  }
  return null;
}
