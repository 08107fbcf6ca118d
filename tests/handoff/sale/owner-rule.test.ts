import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposeOwner } from '../../../src/server/handoff/sale/owner-rule.ts';

type Known = Parameters<typeof proposeOwner>[0];

const build = (overrides: Partial<Known> = {}): Known => ({
  before: null, companyOwner: null, dealOwner: 1, team: [10, 11, 12], lastTurn: null, living: new Set([1, 2, 10, 11, 12]), ...overrides,
});

describe('who is proposed for CS', () => {
  it.each([
    ['whoever had the company before, also outside the team', build({ before: 2, companyOwner: 10 }), { owner: 2, why: 'before' }],
    ['not one who has left', build({ before: 99, companyOwner: 10 }), { owner: 10, why: 'company' }],
    ["the company's owner, who is of the team", build({ companyOwner: 11 }), { owner: 11, why: 'company' }],
    ["the next in turn, where the company's owner is not of the team", build({ companyOwner: 1, lastTurn: 10 }), { owner: 11, why: 'turn' }],
    ['the first again after the last', build({ lastTurn: 12 }), { owner: 10, why: 'turn' }],
    ['whoever comes next where the last one was taken out of the team', build({ team: [11, 12], lastTurn: 10 }), { owner: 11, why: 'turn' }],
    ['past one who has left', build({ lastTurn: 10, living: new Set([10, 12]) }), { owner: 12, why: 'turn' }],
    ["without a team the company's owner", build({ team: [], companyOwner: 2 }), { owner: 2, why: 'company' }],
    ['but not the seller', build({ team: [], companyOwner: 1 }), { owner: null, why: 'nobody' }],
    ['nobody, where there is nobody', build({ team: [99] }), { owner: null, why: 'nobody' }],
  ])('%s', (_, known, proposal) => {
    expect(proposeOwner(known)).toEqual(proposal);
  });

  it('turns are fair: over any number of rounds each of the team gets as many', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 5 }), (team, rounds) => {
        const turns = new Map<number, number>();
        let lastTurn: number | null = null;
        for (let at = 0; at < team.length * rounds; at += 1) {
          lastTurn = proposeOwner(build({ team, lastTurn, living: new Set(team) })).owner!;
          turns.set(lastTurn, (turns.get(lastTurn) ?? 0) + 1);
        }
        expect([...turns.values()]).toEqual(team.map(() => rounds));
      }),
    );
  });
});
