import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STANDARD } from '../../src/server/handoff/playbooks/playbook.ts';
import { loadSteps } from '../../src/server/handoff/steps/index.ts';
import { anySale, buildSaleSays } from '../support/build-sale.ts';

const steps = await loadSteps();

/** A sale to which each step applies, and one that does without it where there is such a sale. */
const cases: Record<string, { applies: string; without?: string }> = {
  'contract-on-record': { applies: 'Acme' },
  'introduce-cs': { applies: 'Acme' },
  welcome: { applies: 'Acme' },
  access: { applies: 'Acme' },
  training: { applies: 'Plano e treinamento', without: 'Plano anual' },
  'hours-plan': { applies: 'Acme' },
  'data-import': { applies: 'Acme' },
  integration: { applies: 'Integração com ERP', without: 'Plano anual' },
  'success-plan': { applies: 'Acme' },
  'review-date': { applies: 'Acme' },
};

it('every step has its cases here, and stands in the standard playbook on its own leg', () => {
  expect([...steps.keys()].sort()).toEqual(Object.keys(cases).sort());
  const standing = STANDARD.legs.flatMap((leg) => leg.steps.map((id) => [id, leg.id]));
  expect(standing.sort()).toEqual([...steps.values()].map((step) => [step.id, step.leg]).sort());
});

for (const [id, step] of steps) {
  describe(`step ${id}`, () => {
    it('says whether it applies to any sale, and why not in both languages', () => {
      fc.assert(
        fc.property(anySale, (sale) => {
          const applies = step.appliesTo(sale);
          if (applies === true) return;
          for (const text of [applies['pt-BR'], applies.en]) expect(text).toMatch(/^\S.{3,298}\.$/);
          expect(applies['pt-BR']).not.toBe(applies.en);
        }),
      );
    });

    it('applies where it is sold, by the line items as by the name of a deal without any', () => {
      const { applies, without } = cases[id]!;
      expect(step.appliesTo(buildSaleSays({ dealName: applies }))).toBe(true);
      expect(step.appliesTo(buildSaleSays({ dealName: 'Acme', lineItems: [{ name: applies, sku: null, quantity: 1 }] }))).toBe(true);
      if (without !== undefined) expect(step.appliesTo(buildSaleSays({ dealName: without }))).not.toBe(true);
    });

    it('is called the same thing in both languages, in words', () => {
      for (const words of [step.label, step.help]) {
        expect(words['pt-BR']).toMatch(/\S/);
        expect(words.en).not.toBe(words['pt-BR']);
      }
    });
  });
}
