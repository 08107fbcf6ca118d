import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompanyCandidates, lookupsOf, matchCompany } from '../../src/server/surveys/matching.ts';
import type { Hints } from '../../src/server/surveys/answer.ts';
import { buildCandidates, buildHints } from '../support/build-answer.ts';

const ACME = 10;
const BETA = 20;
const people = (companyId: number | null) => [{ contactId: 7, companyId }];

describe('one clear trace', () => {
  it.each([
    ['company-id', { companyId: 9 }, { byCompanyId: new Map([[9, ACME]]) }],
    ['cnpj', { cnpj: '11222333000181' }, { byCnpj: new Map([['11222333000181', [ACME]]]) }],
    ['contact', { contactId: 7 }, { byContactId: new Map([[7, people(ACME)[0]!]]) }],
    ['ticket', { ticketId: 3 }, { byTicketId: new Map([[3, ACME]]) }],
    ['email', { email: 'a@acme.com' }, { byEmail: new Map([['a@acme.com', people(ACME)]]) }],
    ['domain', { domain: 'acme.com' }, { byDomain: new Map([['acme.com', [ACME]]]) }],
  ])('%s leads to the company, and the match says how', (how, hints, known) => {
    expect(matchCompany(buildHints(hints), buildCandidates(known))).toMatchObject({ state: 'matched', companyId: ACME, how });
  });

  it('nothing known leaves it unmatched', () => {
    expect(matchCompany(buildHints({ email: 'a@acme.com', domain: 'acme.com' }), buildCandidates())).toEqual({
      state: 'unmatched', companyId: null, contactId: null, how: null, candidates: [],
    });
  });
});

describe('several companies', () => {
  it('two share a domain: it waits with both, never guessed', () => {
    const known = buildCandidates({ byDomain: new Map([['acme.com', [BETA, ACME]]]) });
    expect(matchCompany(buildHints({ domain: 'acme.com' }), known)).toMatchObject({ state: 'review', companyId: null, candidates: [ACME, BETA] });
  });

  it('a contact of one of two that share a CNPJ settles it', () => {
    const known = buildCandidates({ byCnpj: new Map([['1', [ACME, BETA]]]), byEmail: new Map([['a@x.com', people(BETA)]]) });
    expect(matchCompany(buildHints({ cnpj: '1', email: 'a@x.com' }), known)).toMatchObject({ state: 'matched', companyId: BETA, how: 'email' });
  });

  it('a contact elsewhere than where two share a CNPJ settles nothing', () => {
    const known = buildCandidates({ byCnpj: new Map([['1', [ACME, BETA]]]), byEmail: new Map([['a@x.com', people(30)]]) });
    expect(matchCompany(buildHints({ cnpj: '1', email: 'a@x.com' }), known)).toMatchObject({ state: 'review', candidates: [ACME, BETA, 30] });
  });
});

describe('proof and hint', () => {
  const id = { byCompanyId: new Map([[ACME, ACME]]) };

  it('an id that HubSpot or an administrator wrote is proof', () => {
    const known = buildCandidates({ ...id, byDomain: new Map([['beta.com', [BETA]]]) });
    expect(matchCompany(buildHints({ companyId: ACME, domain: 'beta.com', trusted: true }), known)).toMatchObject({ companyId: ACME, how: 'company-id' });
  });

  it('one from a public form alone waits for a person', () => {
    expect(matchCompany(buildHints({ companyId: ACME, trusted: false }), buildCandidates(id))).toMatchObject({ state: 'review', candidates: [ACME] });
  });

  it('one from a public form counts where the domain agrees, even a shared one', () => {
    const known = buildCandidates({ ...id, byDomain: new Map([['acme.com', [ACME, BETA]]]) });
    expect(matchCompany(buildHints({ companyId: ACME, domain: 'acme.com', trusted: false }), known)).toMatchObject({ state: 'matched', companyId: ACME });
  });

  it('a forged one loses against the contact', () => {
    const known = buildCandidates({ ...id, byEmail: new Map([['b@beta.com', people(BETA)]]) });
    expect(matchCompany(buildHints({ companyId: ACME, email: 'b@beta.com', trusted: false }), known)).toMatchObject({ companyId: BETA, how: 'email' });
  });

  it('a contact id from a public form is not even looked up', () => {
    expect(lookupsOf([buildHints({ contactId: 7, ticketId: 3, trusted: false })])).toMatchObject({ contactIds: [], ticketIds: [] });
  });
});

describe('any hints', () => {
  const company = fc.integer({ min: 1, max: 5 });
  const companies = fc.uniqueArray(company, { maxLength: 3 });
  const anyHints: fc.Arbitrary<Hints> = fc.record({
    companyId: fc.option(company, { nil: undefined }),
    cnpj: fc.option(fc.constant('c'), { nil: undefined }),
    contactId: fc.option(fc.constant(7), { nil: undefined }),
    ticketId: fc.option(fc.constant(3), { nil: undefined }),
    email: fc.option(fc.constant('e'), { nil: undefined }),
    domain: fc.option(fc.constant('d'), { nil: undefined }),
    trusted: fc.boolean(),
  });
  const anyKnown: fc.Arbitrary<CompanyCandidates> = fc
    .record({ id: fc.option(company), cnpj: companies, contact: fc.option(company), ticket: fc.option(company), email: companies, domain: companies })
    .map((found) =>
      buildCandidates({
        byCompanyId: new Map(found.id === null ? [] : [1, 2, 3, 4, 5].map((asked) => [asked, found.id!])),
        byCnpj: new Map([['c', found.cnpj]]),
        byContactId: new Map([[7, { contactId: 7, companyId: found.contact }]]),
        byTicketId: new Map(found.ticket === null ? [] : [[3, found.ticket]]),
        byEmail: new Map([['e', found.email.map((id, index) => ({ contactId: index, companyId: id }))]]),
        byDomain: new Map([['d', found.domain]]),
      }),
    );

  it('lead to a company only if some rule found it; a review has choices; nothing else has', () => {
    fc.assert(
      fc.property(anyHints, anyKnown, (hints, known) => {
        const match = matchCompany(hints, known);
        const found = new Set([
          known.byCompanyId.get(hints.companyId ?? 0), ...(known.byCnpj.get(hints.cnpj ?? '') ?? []), known.byContactId.get(hints.contactId ?? 0)?.companyId,
          known.byTicketId.get(hints.ticketId ?? 0), ...(known.byEmail.get(hints.email ?? '') ?? []).map((person) => person.companyId),
          ...(known.byDomain.get(hints.domain ?? '') ?? []),
        ]);
        for (const id of match.candidates) expect(found).toContain(id);
        if (match.state === 'matched') expect(found).toContain(match.companyId);
        else expect(match.companyId).toBeNull();
        expect(match.candidates.length > 0).toBe(match.state === 'review');
      }),
      { numRuns: 500 },
    );
  });

  it('a mere hint never brings a company that nothing else leads to', () => {
    fc.assert(
      fc.property(anyHints, anyKnown, (hints, known) => {
        const match = matchCompany({ ...hints, trusted: false }, known);
        if (match.state !== 'matched') return;
        const others = [...(known.byEmail.get(hints.email ?? '') ?? []).map((person) => person.companyId), ...(known.byDomain.get(hints.domain ?? '') ?? [])];
        expect(others).toContain(match.companyId);
      }),
      { numRuns: 500 },
    );
  });
});
