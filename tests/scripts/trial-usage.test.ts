import { describe, expect, it } from 'vitest';
import { createDraw } from '../../sandbox/random.ts';
import { DEMO_SEED } from '../../sandbox/seed.ts';
import { planCompanies } from '../../sandbox/seed/demo-plan.ts';
import { demoUsage } from '../../scripts/trial/usage.ts';
import { readEvent } from '../../src/server/usage/event.ts';

const NOW = new Date('2026-11-21T15:00:00Z');
const plans = planCompanies(createDraw(DEMO_SEED));
const plan = (example: string) => plans.find((each) => each.example === example)!;
const loginsASeat = (example: string, days: number) => {
  const usage = demoUsage('20100001', plan(example), NOW, days);
  return usage.reduce((sum, { logins, seats }) => sum + logins / seats, 0) / usage.length;
};

describe('the demo customers\' use', () => {
  it('is the same each time it is asked, up to yesterday and not before they were customers', () => {
    const asked = () => demoUsage('20100001', plan('too-few-answers'), NOW, 217);
    expect(asked()).toEqual(asked());
    expect(asked()).toHaveLength(plan('too-few-answers').customerDays);
    expect(asked()[0]!.day).toBe('2026-11-20');
  });

  it('is what the API takes', () => {
    for (const each of plans.filter(({ stage }) => stage === 'customer')) {
      for (const event of demoUsage('20100001', each, NOW, 35)) {
        expect(readEvent(event, { now: NOW, timeZone: 'America/Sao_Paulo' })).not.toHaveProperty('fault');
        expect(event.activeUsers).toBeLessThanOrEqual(event.seats);
      }
    }
  });

  it('follows their health: the sick one uses less than the healthy one, and less each month', () => {
    expect(loginsASeat('sick', 28)).toBeLessThan(loginsASeat('healthy', 28) / 2);
    expect(loginsASeat('sick', 7)).toBeLessThan(loginsASeat('sick', 210) / 2);
    expect(loginsASeat('improving', 28)).toBeGreaterThan(loginsASeat('improving', 210));
  });
});
