import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DealFact, Facts, JourneyAlert, JourneyFacts, TicketFact, UsageFacts } from '../../src/server/health/facts.ts';
import { loadSignals } from '../../src/server/health/signals/index.ts';
import { buildAlert, buildDeal, buildFacts, buildJourney, buildTicket, buildUsage, type DatedValue, DAY_MS, daysAgo, evidenceOf, moment, npsEvidenceOf, NOW } from '../support/build-facts.ts';
import { signalBattery, type SignalCases } from '../support/signal-battery.ts';

const signals = await loadSignals();
const halfLife = (id: string) => signals.get(id)!.halfLifeDays!;

const age = fc.double({ min: 0, max: 180, noNaN: true });
const instant = fc.integer({ min: daysAgo(400), max: NOW });
const npsAnswers = fc.array(fc.record({ value: fc.constantFrom(0, 0.5, 1), ageDays: age }), { minLength: 1, maxLength: 30 });
const scaleAnswers = fc.array(fc.record({ value: fc.double({ min: 0, max: 1, noNaN: true }), ageDays: age }), { minLength: 1, maxLength: 30 });
const ticket: fc.Arbitrary<TicketFact> = fc.record({ createdAt: instant, priority: fc.constantFrom('low', 'medium', 'high', 'urgent', null) });
const tickets = fc.array(ticket, { maxLength: 20 });
const deal: fc.Arbitrary<DealFact> = fc.record({ closesAt: fc.option(fc.integer({ min: daysAgo(300), max: daysAgo(-300) })), movedAt: instant, renewal: fc.boolean() });
const deals = fc.array(deal, { maxLength: 10 });

const usageFacts: fc.Arbitrary<UsageFacts> = fc.record({
  recentLogins: fc.nat(10_000), recentDays: fc.integer({ min: 1, max: 7 }), baselineLogins: fc.nat(40_000), baselineDays: fc.integer({ min: 0, max: 28 }),
  seats: fc.option(fc.integer({ min: 1, max: 5_000 })), activeUsers: fc.option(fc.nat(5_000)), newestDay: fc.integer({ min: 20_750, max: 20_778 }),
}).map(buildUsage);

const alert: fc.Arbitrary<JourneyAlert> = fc.record({
  rule: fc.constantFrom('kick-off-late', 'first-value-late', 'promise-broken', 'silence'), since: instant, quote: fc.option(fc.string({ maxLength: 120 })),
});
const journeys: fc.Arbitrary<JourneyFacts> = fc.record({ endedAt: fc.option(instant), alerts: fc.array(alert, { maxLength: 6 }) }).map(buildJourney);

const withNps = (answers: DatedValue[]) => buildFacts({}, { nps: npsEvidenceOf(answers, halfLife('nps')) });
const withMarks = (answers: DatedValue[]) => buildFacts({}, { satisfaction: evidenceOf(answers, halfLife('satisfaction')) });
const withTickets = (openTickets: TicketFact[]) => buildFacts({ hadTickets: true, openTickets });
const withDeals = (openDeals: DealFact[]) => buildFacts({ hadDeals: true, openDeals });
const withUsage = (usage: UsageFacts): Facts => ({ ...buildFacts(), usage });
const withJourney = (journey: JourneyFacts): Facts => ({ ...buildFacts(), journey });
const withContact = (lastContactAt: number) => buildFacts({ lastContactAt });

/** Answers that get better: one is raised, or a best one is added. */
function better(answers: fc.Arbitrary<DatedValue[]>, facts: (answers: DatedValue[]) => Facts): SignalCases['improvement'] {
  const raised = fc.tuple(answers, fc.nat()).map(([list, i]): [Facts, Facts] => [facts(list), facts(list.with(i % list.length, { ...list[i % list.length]!, value: 1 }))]);
  const added = fc.tuple(answers, age).map(([list, ageDays]): [Facts, Facts] => [facts(list), facts([...list, { value: 1, ageDays }])]);
  return fc.oneof(raised, added);
}

const cases: Record<string, SignalCases> = {
  nps: { facts: npsAnswers.map(withNps), unknown: buildFacts(), improvement: better(npsAnswers, withNps), best: { facts: withNps([{ value: 1, ageDays: 3 }]), value: 1 } },
  satisfaction: { facts: scaleAnswers.map(withMarks), unknown: buildFacts(), improvement: better(scaleAnswers, withMarks), best: { facts: withMarks([{ value: 1, ageDays: 3 }]), value: 1 } },
  'open-tickets': {
    facts: tickets.map(withTickets),
    unknown: buildFacts(),
    improvement: fc.tuple(tickets, ticket).map(([list, more]) => [withTickets([...list, more]), withTickets(list)]),
    best: { facts: withTickets([]), value: 1 },
  },
  'contact-recency': {
    facts: instant.map(withContact),
    unknown: buildFacts(),
    improvement: fc.tuple(instant, instant).map(([a, b]) => [withContact(Math.min(a, b)), withContact(Math.max(a, b))]),
    best: { facts: withContact(daysAgo(2)), value: 1 },
  },
  deals: {
    facts: deals.map(withDeals),
    unknown: buildFacts(),
    improvement: fc.tuple(deals, deal).map(([list, more]) => [withDeals([...list, more]), withDeals(list)]),
    best: { facts: withDeals([buildDeal()]), value: 1 },
  },
  usage: {
    facts: usageFacts.map(withUsage),
    unknown: buildFacts(),
    improvement: fc.tuple(usageFacts, fc.nat(5_000)).map(([facts, more]) => [withUsage(facts), withUsage({ ...facts, recentLogins: facts.recentLogins + more })]),
    best: { facts: withUsage(buildUsage({ recentLogins: 90 })), value: 1 },
  },
  onboarding: {
    facts: journeys.map(withJourney),
    unknown: buildFacts(),
    improvement: fc.tuple(journeys, alert).map(([journey, more]) => [withJourney({ ...journey, alerts: [...journey.alerts, more] }), withJourney(journey)]),
    best: { facts: withJourney(buildJourney()), value: 1 },
  },
};

it('every signal has its cases here', () => {
  expect([...signals.keys()].sort()).toEqual(Object.keys(cases).sort());
});

for (const [id, signal] of signals) signalBattery(signal, cases[id]!);

const value = (id: string, facts: Facts) => signals.get(id)!.evaluate(facts, moment)!.value;
const pull = (id: string, facts: Facts, mean: number) => {
  const { value, confidence } = signals.get(id)!.evaluate(facts, moment)!;
  return (value - mean) * confidence;
};

describe('what single signals make of their facts', () => {
  it('NPS weighs 10 to 15 per cent at the start, when no handoff was accepted yet', () => {
    const total = [...signals.values()].filter(({ feed }) => feed !== 'handoffs').reduce((sum, signal) => sum + signal.defaultWeight, 0);
    const share = signals.get('nps')!.defaultWeight / total;
    expect(share).toBeGreaterThanOrEqual(0.1);
    expect(share).toBeLessThanOrEqual(0.15);
  });

  it('NPS is shrunken to the reference: two new promoters count like 2 of 8 answers', () => {
    expect(pull('nps', withNps([{ value: 1, ageDays: 0 }, { value: 1, ageDays: 0 }]), 0.6)).toBeCloseTo((2 * 1 + 6 * 0.6) / 8 - 0.6, 10);
  });

  it('answers lose half their evidence in a half-life: two of 120 days ago pull like one of today', () => {
    const old = pull('nps', withNps([{ value: 0, ageDays: 120 }, { value: 0, ageDays: 120 }]), 0.6);
    expect(old).toBeCloseTo(pull('nps', withNps([{ value: 0, ageDays: 0 }]), 0.6), 10);
  });

  it('without new answers the value goes back to the reference, step by step', () => {
    const pulls = [0, 30, 90, 179].map((ageDays) => pull('nps', withNps([{ value: 0, ageDays }, { value: 0.5, ageDays }]), 0.6));
    expect(pulls).toEqual(pulls.toSorted((a, b) => a - b));
    expect(pulls.at(-1)).toBeLessThan(0);
  });

  it('a detractor never lifts a company whose promoters answered long ago', () => {
    const promoters = Array.from({ length: 3 }, () => ({ value: 1, ageDays: 170 }));
    expect(pull('nps', withNps([...promoters, { value: 0, ageDays: 0 }]), 0.4)).toBeLessThan(pull('nps', withNps(promoters), 0.4));
  });

  it('tells few answers as answers, from five on as a number', () => {
    const said = (n: number) => signals.get('nps')!.say('en', [n, n, 0, 20_778], null);
    expect(said(4)).toBe('4 promoters and 0 detractors in 4 answers over 180 days; the last on Nov 21, 2026');
    expect(said(5)).toContain('NPS +100 in 5');
  });

  it('an urgent ticket weighs four medium ones, a week-old one as much again', () => {
    const urgent = value('open-tickets', withTickets([buildTicket({ priority: 'urgent' })]));
    expect(urgent).toBeCloseTo(value('open-tickets', withTickets(Array.from({ length: 4 }, () => buildTicket()))), 10);
    const weekOld = value('open-tickets', withTickets([buildTicket({ createdAt: daysAgo(7) })]));
    expect(weekOld).toBeCloseTo(value('open-tickets', withTickets([buildTicket(), buildTicket()])), 10);
  });

  it('silence within the rhythm of a fortnight costs nothing, then the value halves each 30 days', () => {
    expect(value('contact-recency', withContact(daysAgo(14)))).toBe(1);
    expect(value('contact-recency', withContact(daysAgo(44)))).toBeCloseTo(0.5, 10);
  });

  it('a contact that lies ahead is no contact yet', () => {
    expect(signals.get('contact-recency')!.evaluate(withContact(NOW + DAY_MS), moment)).toBeNull();
  });

  it('a deal on time costs nothing; a day overdue or a day past the stall limit does', () => {
    expect(value('deals', withDeals([buildDeal({ movedAt: daysAgo(30) })]))).toBe(1);
    expect(value('deals', withDeals([buildDeal({ closesAt: daysAgo(1) })]))).toBeLessThan(1);
    expect(value('deals', withDeals([buildDeal({ movedAt: daysAgo(31) })]))).toBeLessThan(1);
  });

  it('log-ins count by seat: 500 of 50 seats are more than 500 of 1,000', () => {
    const of = (seats: number) => value('usage', withUsage(buildUsage({ recentLogins: 500, baselineLogins: 2_000, seats })));
    expect(of(50)).toBeGreaterThan(of(1_000));
    expect(value('usage', withUsage(buildUsage({ recentLogins: 500, baselineLogins: 2_000, seats: null, activeUsers: 50 })))).toBe(of(50));
  });

  it('use falls against the own four weeks: the same log-ins are worth less where there were more', () => {
    const after = (baselineLogins: number) => value('usage', withUsage(buildUsage({ recentLogins: 30, baselineLogins })));
    expect([30, 120, 240, 480].map(after)).toEqual([30, 120, 240, 480].map(after).toSorted((a, b) => b - a));
    expect(after(480)).toBeLessThan(after(120) * 0.75);
    expect(value('usage', withUsage(buildUsage({ recentLogins: 0 })))).toBe(0);
  });

  it('use without seats, users or a past is unknown, not zero; with a past alone the trend speaks', () => {
    const nothing = { seats: null, activeUsers: null };
    expect(signals.get('usage')!.evaluate(withUsage(buildUsage({ ...nothing, baselineDays: 0, baselineLogins: 0 })), moment)).toBeNull();
    expect(value('usage', withUsage(buildUsage({ ...nothing, recentLogins: 60 })))).toBe(1);
  });

  it('use that is no longer reported goes back to the reference, by half each fortnight', () => {
    const confidence = (age: number) => signals.get('usage')!.evaluate(withUsage(buildUsage({ newestDay: 20_778 - age })), moment)!.confidence;
    expect([confidence(0), confidence(1), confidence(15), confidence(29)]).toEqual([1, 1, 0.5, 0.25]);
  });

  it('use is told in whole sentences, with plurals, by whom and against what', () => {
    const said = (usage: Partial<UsageFacts>, language: 'pt-BR' | 'en') => signals.get('usage')!.say(language, signals.get('usage')!.evaluate(withUsage(buildUsage(usage)), moment)!.because, null);
    expect(said({ recentLogins: 24 }, 'pt-BR')).toBe('24 acessos em 7 dias (2,4 por licença), 20% abaixo da própria média dos 28 dias anteriores; dados até 20 de nov. de 2026');
    expect(said({ recentLogins: 24 }, 'en')).toBe('24 log-ins in 7 days (2.4 a seat), 20% below its own mean of the 28 days before; figures up to Nov 20, 2026');
    expect(said({ recentLogins: 1, recentDays: 1, baselineDays: 0, baselineLogins: 0, seats: null, activeUsers: 1 }, 'pt-BR')).toBe('1 acesso em 1 dia (1 por usuário ativo), ainda sem período próprio de comparação; dados até 20 de nov. de 2026');
    expect(said({}, 'pt-BR')).toContain(', igual à própria média');
    expect(said({ recentLogins: 300 }, 'pt-BR')).toContain(', mais que o triplo da própria média');
    expect(said({ recentLogins: 300 }, 'en')).toContain(', more than three times its own mean');
  });

  it('a milestone of the onboarding that is a fortnight late halves the value, a broken promise too, and they add up', () => {
    const late = buildAlert({ since: daysAgo(14) });
    const broken = buildAlert({ rule: 'promise-broken', since: daysAgo(90) });
    expect(value('onboarding', withJourney(buildJourney({ alerts: [late] })))).toBeCloseTo(0.5, 10);
    expect(value('onboarding', withJourney(buildJourney({ alerts: [late, broken] })))).toBeCloseTo(0.25, 10);
  });

  it('an onboarding says its worst deviation with the line it is held against, and how many others there are', () => {
    const said = (language: 'pt-BR' | 'en', ...alerts: JourneyAlert[]) => {
      const { because, quote } = signals.get('onboarding')!.evaluate(withJourney(buildJourney({ alerts })), moment)!;
      return signals.get('onboarding')!.say(language, because, quote ?? null);
    };
    expect(said('pt-BR', buildAlert())).toBe('O primeiro valor está atrasado há 7 dias; o kick-off disse: “Primeira venda online até 14/11”');
    expect(said('en', buildAlert(), buildAlert({ rule: 'promise-broken', quote: 'ERP integration' }))).toBe('A promise was broken 7 days ago; it was promised: “ERP integration”, and 1 other deviation');
    expect(said('en', buildAlert({ quote: null }))).toBe('First value is 7 days late');
    expect(said('pt-BR')).toBe('Em andamento: nenhum marco atrasado, nenhuma promessa quebrada');
  });

  it('an onboarding that is over says less and less: half each 90 days', () => {
    const confidence = (endedAt: number | null) => signals.get('onboarding')!.evaluate(withJourney(buildJourney({ endedAt })), moment)!.confidence;
    expect([null, NOW, daysAgo(90), daysAgo(180)].map(confidence)).toEqual([1, 1, 0.5, 0.25]);
  });

  it('a renewal that slips weighs twice', () => {
    const late = (renewal: boolean) => value('deals', withDeals([buildDeal({ closesAt: daysAgo(30), renewal })]));
    expect(late(false)).toBeCloseTo(2 ** -0.5, 10);
    expect(late(true)).toBeCloseTo(0.5, 10);
  });
});
