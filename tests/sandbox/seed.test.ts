import { describe, expect, test } from 'vitest';
import { cnpj } from 'cpf-cnpj-validator';
import type { ObjectType } from '../../sandbox/core.ts';
import type { Store } from '../../sandbox/crm/store.ts';
import { plantSeed } from '../../sandbox/seed.ts';
import { createWorld } from '../../sandbox/world.ts';
import type { World } from '../../sandbox/world.ts';

const today = new Date('2026-11-21T15:30:00.000Z');

function demoOn(now: Date): { world: World; store: Store } {
  const world = createWorld(() => now);
  plantSeed('demo', world, now);
  return { world, store: world.store(world.demo.portalId ?? 0) as Store };
}

const { world, store } = demoOn(today);
const all = (type: ObjectType) => store.table(type).order;
const answersOf = (companyId: string) =>
  store.associated('companies', companyId, 'feedback_submissions').map(({ id }) => store.get('feedback_submissions', id)?.properties ?? {});
const example = (name: string): string => world.demo.companies.find((company) => company.example === name)?.companyId ?? '';
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const daysOld = (at: string | null | undefined): number => (today.getTime() - Date.parse(at ?? '')) / 86_400_000;

describe('the demo account', () => {
  test('has the size of a small SaaS company\'s customer base', () => {
    expect(all('companies')).toHaveLength(120);
    expect(all('companies').filter((company) => company.properties['lifecyclestage'] === 'customer').length).toBeGreaterThanOrEqual(80);
    expect(all('contacts').length).toBeGreaterThan(330);
    expect(all('feedback_submissions').length).toBeGreaterThan(800);
  });

  test('is the same for the same start day, and nothing lies in the future', () => {
    expect(demoOn(today).world.state()).toEqual(world.state());
    for (const type of ['companies', 'contacts', 'deals', 'tickets', 'feedback_submissions', 'line_items', 'notes', 'tasks'] as const) {
      for (const { createdAt, updatedAt } of all(type)) {
        expect(createdAt <= updatedAt && updatedAt <= today.toISOString()).toBe(true);
      }
    }
  });

  test('gives every company a valid CNPJ of its own; two share a domain', () => {
    const numbers = all('companies').map((company) => company.properties['cnpj'] ?? '');
    expect(numbers.filter((number) => !cnpj.isValid(number))).toEqual([]);
    expect(new Set(numbers).size).toBe(120);
    expect(new Set(all('companies').map((company) => company.properties['domain'])).size).toBe(119);
  });

  test('repeats no comment', () => {
    const comments = all('feedback_submissions').map((answer) => answer.properties['hs_content']).filter(Boolean);
    expect(new Set(comments).size).toBe(comments.length);
    expect(comments.length).toBeGreaterThan(400);
  });

  test('shows a healthy company with 30 answers and more, one with three, one that is no customer', () => {
    const recent = answersOf(example('healthy')).filter((answer) => answer['hs_survey_type'] === 'NPS' && daysOld(answer['hs_submission_timestamp']) < 180);
    expect(recent.length).toBeGreaterThanOrEqual(30);
    expect(answersOf(example('too-few-answers'))).toHaveLength(3);
    expect(store.get('companies', example('not-a-customer'))?.properties['lifecyclestage']).toBe('opportunity');
  });

  test('every open deal has contacts and lines that add up to it; some sell implementation by the hour, some do not', () => {
    const open = all('deals').filter((deal) => deal.properties['hs_is_closed'] === 'false');
    const linesOf = (id: string) => store.associated('deals', id, 'line_items').map((one) => store.get('line_items', one.id)?.properties ?? {});
    const wrong = open.filter(({ id, properties }) => {
      const sum = linesOf(id).reduce((total, line) => total + Number(line['amount']), 0);
      return Math.abs(sum - Number(properties['amount'])) > 0.005 || store.associated('deals', id, 'contacts').length === 0;
    });
    expect(wrong).toEqual([]);
    const fresh = open.filter((deal) => deal.properties['dealtype'] === 'newbusiness');
    const withHours = fresh.filter(({ id }) => linesOf(id).some((line) => line['name'] === 'Horas de implantação'));
    expect(withHours.length).toBeGreaterThan(3);
    expect(fresh.length - withHours.length).toBeGreaterThan(3);
  });

  test('three contracts are a click before they are won, with the promises of sales in their notes', () => {
    const told = all('deals').filter(({ id }) => store.associated('deals', id, 'notes').length > 1);
    expect(told.map(({ properties }) => properties['dealstage'])).toEqual(['contractsent', 'contractsent', 'contractsent']);
    for (const { id } of told) {
      const notes = store.associated('deals', id, 'notes').map((one) => store.get('notes', one.id)?.properties['hs_note_body'] ?? '');
      expect(notes.join()).toContain('O que prometi');
      const roles = store.associated('deals', id, 'contacts').map((one) => store.get('contacts', one.id)?.properties['hs_buying_role']);
      expect(roles).toEqual(['DECISION_MAKER', 'CHAMPION']);
    }
  });

  test('shows one that falls, with old open tickets and an overdue renewal, and one that rises', () => {
    const trend = (companyId: string): number => {
      const nps = answersOf(companyId).filter((answer) => answer['hs_survey_type'] === 'NPS');
      const score = (from: number, to: number) =>
        mean(nps.filter((answer) => daysOld(answer['hs_submission_timestamp']) >= from && daysOld(answer['hs_submission_timestamp']) < to).map((answer) => Number(answer['hs_value'])));
      return score(0, 180) - score(360, 800);
    };
    expect(trend(example('sick'))).toBeLessThan(-2);
    expect(trend(example('improving'))).toBeGreaterThan(1);
    const linked = (type: 'tickets' | 'deals') => store.associated('companies', example('sick'), type).map(({ id }) => store.get(type, id)?.properties ?? {});
    expect(linked('tickets').filter((ticket) => ticket['hs_is_closed'] === 'false' && daysOld(ticket['createdate']) > 14).length).toBeGreaterThanOrEqual(3);
    expect(linked('deals').some((deal) => deal['hs_is_closed'] === 'false' && daysOld(deal['closedate']) > 7)).toBe(true);
  });
});

test('a synthetic account has the sizes asked for', () => {
  const sized = createWorld(() => today);
  plantSeed({ companies: 50, contacts: 100, deals: 20, tickets: 30, feedbackSubmissions: 200, owners: 5 }, sized, today);
  const [portal] = sized.portals();
  const synthetic = sized.store(portal?.portalId ?? 0) as Store;
  expect(portal?.users).toHaveLength(5);
  expect(synthetic.table('feedback_submissions').order).toHaveLength(200);
  expect(synthetic.associated('companies', synthetic.table('companies').order[0]?.id ?? '', 'contacts')).toHaveLength(2);
});
