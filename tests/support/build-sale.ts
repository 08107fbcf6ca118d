import fc from 'fast-check';
import type { PlaybookContent, PlaybookLeg, SaleCondition } from '../../extensions/contracts/playbooks.ts';
import { ANY_SALE, type SaleSays } from '../../src/server/handoff/playbooks/condition.ts';
import { type Playbook, STANDARD } from '../../src/server/handoff/playbooks/playbook.ts';

/** A deal of a middling amount, of which no line items are known. */
export function buildSaleSays(overrides: Partial<SaleSays> = {}): SaleSays {
  return { dealName: 'Acme 2027', pipeline: 'default', amount: 12_000, currency: 'BRL', lineItems: [], company: null, ...overrides };
}

export function buildCondition(overrides: Partial<SaleCondition> = {}): SaleCondition {
  return { ...ANY_SALE, ...overrides };
}

export function buildLeg(id: string, overrides: Partial<PlaybookLeg> = {}): PlaybookLeg {
  return { id, label: { 'pt-BR': `Etapa ${id}`, en: `Leg ${id}` }, slaHours: 9, acceptHours: 9, onlyWith: null, steps: [], own: [], gate: false, ...overrides };
}

export function buildContent(overrides: Partial<PlaybookContent> = {}): PlaybookContent {
  const { id: _, version: __, ...content } = STANDARD;
  return { ...content, ...overrides };
}

export function buildPlaybook(overrides: Partial<Playbook> = {}): Playbook {
  return { ...buildContent(), id: 'pb-enterprise', version: 1, ...overrides };
}

const text = fc.constantFrom('Implantação', 'Plano anual', 'Consultoria 40 horas', 'Integração', 'IMP-40', '', 'Treinamento', 'melhora');
const item = fc.record({ name: text, sku: fc.option(text), quantity: fc.integer({ min: 0, max: 100 }) });

/** Any sale that conditions may meet. */
export const anySale: fc.Arbitrary<SaleSays> = fc.record({
  dealName: fc.option(text),
  pipeline: fc.option(fc.constantFrom('default', 'renewals')),
  amount: fc.option(fc.integer({ min: 0, max: 100_000 })),
  currency: fc.constantFrom('BRL', 'USD', 'reais', ''),
  lineItems: fc.array(item, { maxLength: 4 }),
  company: fc.option(fc.record({ industry: fc.option(fc.constantFrom('RETAIL', 'retail;BANKING', 'BANKING', '')) }, { requiredKeys: [] })),
});

/** Any condition, also one that no sale meets. */
export const anyCondition: fc.Arbitrary<SaleCondition> = fc.record({
  pipelines: fc.subarray(['default', 'renewals']),
  minAmount: fc.option(fc.integer({ min: 0, max: 100_000 })),
  maxAmount: fc.option(fc.integer({ min: 0, max: 100_000 })),
  words: fc.subarray(['implanta', 'hora', 'consult', 'plano']),
  minQuantity: fc.option(fc.integer({ min: 0, max: 100 })),
  company: fc.array(fc.constant({ property: 'industry', label: 'Industry', values: [{ value: 'RETAIL', label: 'Retail' }] }), { maxLength: 1 }),
});
