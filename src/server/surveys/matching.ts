import type { Hints } from './answer.ts';

/** What a batch of answers needs to know of the accounts: one question for all of them. */
export interface CompanyLookups {
  companyIds: number[];
  cnpjs: string[];
  contactIds: number[];
  ticketIds: number[];
  emails: string[];
  domains: string[];
}

/** The answer to CompanyLookups: living companies only, merged ones replaced by the one they became. */
export interface CompanyCandidates {
  /** Asked id -> living company. */
  byCompanyId: ReadonlyMap<number, number>;
  byCnpj: ReadonlyMap<string, readonly number[]>;
  byContactId: ReadonlyMap<number, ContactCandidate>;
  byTicketId: ReadonlyMap<number, number>;
  byEmail: ReadonlyMap<string, readonly ContactCandidate[]>;
  byDomain: ReadonlyMap<string, readonly number[]>;
}

/** A contact and its primary company. */
export interface ContactCandidate {
  contactId: number;
  companyId: number | null;
  jobTitle?: string | null;
  name?: string | null;
}

export type MatchRule = 'company-id' | 'cnpj' | 'contact' | 'ticket' | 'email' | 'domain';

/**
 * matched: one company; review: several, or one on a mere hint (a person decides); unmatched: nothing; dismissed: a person
 * said that it is nobody's.
 */
export interface Match {
  state: 'matched' | 'review' | 'unmatched' | 'dismissed';
  companyId: number | null;
  contactId: number | null;
  /** `person`: someone decided in the review queue; no later delivery changes that. */
  how: MatchRule | 'person' | null;
  /** For a review: the companies to choose from, ascending. */
  candidates: number[];
}

/** Everything a batch wants looked up, each value once. */
export function lookupsOf(batch: readonly Hints[]): CompanyLookups {
  const collect = <T>(pick: (hints: Hints) => T | undefined): T[] => [...new Set(batch.map(pick).filter((value): value is T & {} => value !== undefined))];
  return {
    companyIds: collect((hints) => hints.companyId),
    cnpjs: collect((hints) => hints.cnpj),
    contactIds: collect((hints) => (hints.trusted ? hints.contactId : undefined)),
    ticketIds: collect((hints) => (hints.trusted ? hints.ticketId : undefined)),
    emails: collect((hints) => hints.email),
    domains: collect((hints) => hints.domain),
  };
}

/**
 * Finds the company an answer belongs to. Rules in order: company id, CNPJ, contact, ticket, e-mail, domain; the first
 * that leads to exactly one company wins. An id or CNPJ that is a mere hint counts only where e-mail or domain lead to
 * the same company. A rule that leads to several narrows the choice for the next ones; what stays open is never guessed.
 */
export function matchCompany(hints: Hints, known: CompanyCandidates): Match {
  const contact = contactOf(hints, known);
  const found = evidence(hints, known);
  const agreeing = new Set(found.filter((rule) => rule.proof).flatMap((rule) => rule.companies));
  let open = new Set<number>();
  for (const { rule, companies, proof } of found) {
    const counted = proof ? companies : companies.filter((id) => agreeing.has(id));
    const narrowed = open.size === 0 ? counted : counted.filter((id) => open.has(id));
    if (narrowed.length === 1) return { state: 'matched', companyId: narrowed[0]!, contactId: contact, how: rule, candidates: [] };
    // Two rules that contradict each other are as open as one that leads to several.
    if (counted.length > 0) open = new Set(narrowed.length > 0 ? narrowed : [...open, ...counted]);
    if (counted.length > 0 && narrowed.length === 0) break;
  }
  const hinted = found.filter((rule) => !rule.proof).flatMap((rule) => rule.companies);
  const candidates = [...(open.size > 0 ? open : new Set(hinted))].sort((a, b) => a - b);
  return { state: candidates.length > 0 ? 'review' : 'unmatched', companyId: null, contactId: contact, how: null, candidates };
}

function evidence(hints: Hints, known: CompanyCandidates): { rule: MatchRule; companies: number[]; proof: boolean }[] {
  const id = hints.companyId === undefined ? undefined : known.byCompanyId.get(hints.companyId);
  const contact = hints.trusted && hints.contactId !== undefined ? known.byContactId.get(hints.contactId)?.companyId : undefined;
  const ticket = hints.trusted && hints.ticketId !== undefined ? known.byTicketId.get(hints.ticketId) : undefined;
  const people = hints.email === undefined ? [] : (known.byEmail.get(hints.email) ?? []);
  return [
    { rule: 'company-id' as const, companies: single(id), proof: hints.trusted },
    { rule: 'cnpj' as const, companies: distinct(known.byCnpj.get(hints.cnpj ?? '') ?? []), proof: hints.trusted },
    { rule: 'contact' as const, companies: single(contact), proof: true },
    { rule: 'ticket' as const, companies: single(ticket), proof: true },
    { rule: 'email' as const, companies: distinct(people.flatMap((person) => person.companyId ?? [])), proof: true },
    { rule: 'domain' as const, companies: distinct(known.byDomain.get(hints.domain ?? '') ?? []), proof: true },
  ];
}

function contactOf(hints: Hints, known: CompanyCandidates): number | null {
  if (hints.trusted && hints.contactId !== undefined) return hints.contactId;
  const people = hints.email === undefined ? [] : (known.byEmail.get(hints.email) ?? []);
  return people.length === 1 ? people[0]!.contactId : null;
}

function single(id: number | null | undefined): number[] {
  return id === null || id === undefined ? [] : [id];
}

function distinct(ids: readonly number[]): number[] {
  return [...new Set(ids)];
}
