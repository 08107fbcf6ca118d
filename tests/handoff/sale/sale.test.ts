import { describe, expect, it } from 'vitest';
import { asksOfReading, unmet } from '../../../src/server/handoff/playbooks/condition.ts';
import { prefill, type SaleFacts } from '../../../src/server/handoff/form.ts';
import { STANDARD } from '../../../src/server/handoff/playbooks/playbook.ts';
import { hoursOf, itemLine, keptNotes, type SaleNote } from '../../../src/server/handoff/sale/sale.ts';

const implementation = STANDARD.legs.find((leg) => leg.id === 'implementation')!;
const now = new Date('2026-11-30T12:00:00Z');

describe('hours that a line item stands for', () => {
  it.each([
    ['Horas de implantação', 20, 20],
    ['Pacote de implantação 20h', 2, 40],
    ['Consulting, 1.5 hours', 4, 6],
    ['Consultoria 7,5 h', null, 7.5],
    ['Licença Zarvanti Gestão, por usuário', 40, null],
    ['Suporte 24 horas', 1, null],
    ['Módulo H2O', 3, null],
    ['Horas avulsas', null, null],
  ])('%s × %s: %s', (name, quantity, hours) => {
    expect(hoursOf({ name, quantity })).toBe(hours);
  });
});

describe('the implementation leg', () => {
  const says = (dealName: string, ...lineItems: { name: string; quantity: number }[]) => ({ dealName, pipeline: null, amount: null, currency: 'BRL', company: null, lineItems: lineItems.map((item) => ({ ...item, sku: null, hours: hoursOf(item) })) });
  const item = (name: string, quantity = 1) => ({ name, quantity });
  it.each([
    ['exists where hours were bought', says('Acme 2027', item('Licença'), item('Horas de implantação', 20)), true],
    ['also where hours of something else were', says('Acme 2027', item('Pacote 20h')), true],
    ['exists where implementation was bought by the piece', says('Acme 2027', item('Pacote de implantação')), true],
    ['is skipped where the line items hold none, whatever the name says', says('Acme, implantação', item('Licença'), item('Suporte 24 horas')), false],
    ['goes by the name of a deal without line items', says('Acme + 20 horas'), true],
    ['is skipped where there is neither', says('Acme 2027'), false],
  ])('%s', (_, sale, exists) => {
    expect(unmet(implementation.onlyWith, sale) === null).toBe(exists);
  });

  it('is the only one that depends on what was bought', () => {
    expect(STANDARD.legs.filter((leg) => asksOfReading(leg.onlyWith)).map((leg) => leg.id)).toEqual(['implementation']);
  });
});

it('a line item is one line, its number in the reader\'s way of writing', () => {
  expect(itemLine({ name: 'Licença', sku: 'L-1', quantity: 1500, hours: null }, 'pt-BR')).toBe('1.500 × Licença (L-1)');
  expect(itemLine({ name: 'Hours', sku: null, quantity: 1.5, hours: 1.5 }, 'en')).toBe('1.5 × Hours');
  expect(itemLine({ name: 'Setup', sku: '', quantity: null, hours: null }, 'en')).toBe('Setup');
});

it('a note that has not changed in HubSpot stays as it is kept; a changed one and a new one are as they were read', () => {
  const note = (id: string, changedAt: string, text: string): SaleNote => ({ id, at: '2026-11-01T12:00:00.000Z', changedAt, text });
  const kept = [note('1', 'then', 'erased'), note('2', 'then', 'old'), note('3', 'then', 'gone')];
  const read = [note('1', 'then', 'with a name'), note('2', 'later', 'new'), note('4', 'then', 'another')];
  expect(keptNotes(read, kept).map((one) => one.text)).toEqual(['erased', 'new', 'another']);
});

describe('what the CRM fills in', () => {
  const facts: SaleFacts = { dealName: 'Acme 2027', amount: 'R$ 12.000,00', closeDate: null, contacts: [], items: [] };
  it('is the scope: the deal, and below it what was bought once that is known', () => {
    const first = prefill({}, facts, now);
    expect(first).toEqual({ scope: { text: 'Acme 2027, R$ 12.000,00', typed: false, version: 1, by: null, at: now.toISOString(), from: ['deal'] } });
    const second = prefill(first, { ...facts, items: ['40 × Licença'] }, now);
    expect(second.scope).toMatchObject({ text: 'Acme 2027, R$ 12.000,00\n40 × Licença', version: 2, from: ['deal', 'line-items'] });
    expect(prefill(second, { ...facts, items: ['40 × Licença'] }, now)).toEqual(second);
  });

  it('is never put over what somebody typed', () => {
    const typed = { scope: { text: '40 usuários', typed: true } };
    expect(prefill(typed, { ...facts, items: ['1 × Licença'] }, now)).toEqual(typed);
  });

  it('fits into the field, however much was bought', () => {
    const items = Array.from({ length: 100 }, (_, at) => `${at} × ${'Licença '.repeat(25)}`);
    expect(prefill({}, { ...facts, items }, now).scope!.text.length).toBeLessThanOrEqual(4_000);
  });
});
