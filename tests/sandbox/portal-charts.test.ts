import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chartModel, type ChartProps } from '../../sandbox/portal/page/charts/model.ts';
import { niceScale, spreadIndexes } from '../../sandbox/portal/page/charts/scale.ts';

describe('the scale of an axis', () => {
  test('NPS below and above zero', () => {
    expect(niceScale([-40, 80])).toEqual({ min: -50, max: 100, ticks: [-50, -25, 0, 25, 50, 75, 100] });
  });

  test('holds every value and zero between its ends, in even steps', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (values) => {
        const { min, max, ticks } = niceScale(values);
        for (const value of [...values, 0]) {
          expect(value).toBeGreaterThanOrEqual(min - 1e-6);
          expect(value).toBeLessThanOrEqual(max + 1e-6);
        }
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(9);
      }),
    );
  });

  test('labels are spread and the last one is always there', () => {
    expect(spreadIndexes(5, 10)).toEqual([0, 1, 2, 3, 4]);
    expect(spreadIndexes(26, 6)).toEqual([0, 5, 10, 15, 20, 25]);
  });
});

describe('from the props of a chart to series', () => {
  const props = (overrides: Partial<ChartProps['axes']> = {}): ChartProps => ({
    data: {
      data: [
        { day: '2026-10-01', score: 10, kind: 'b' },
        { day: '2026-09-01', score: -5, kind: 'a' },
        { day: '2026-09-01', score: 3, kind: 'b' },
      ],
      options: { propertyLabels: { kind: { a: 'Alfa', b: 'Beta' } } },
    },
    axes: { x: { field: 'day', fieldType: 'datetime' }, y: { field: 'score', fieldType: 'linear' }, options: { groupFieldByColor: 'kind', colors: { a: 'pink' } }, ...overrides },
  });

  test('one series a group, ordered in time, gaps kept, labels translated', () => {
    const { series, points } = chartModel(props(), 'pt-BR', 'America/Sao_Paulo');
    expect(points.map((point) => point.label)).toEqual(['1 set', '1 out']);
    expect(series.map(({ label, values }) => ({ label, values }))).toEqual([
      { label: 'Beta', values: [3, 10] },
      { label: 'Alfa', values: [-5, null] },
    ]);
  });

  test('a plain date is the same day in every time zone', () => {
    const label = (zone: string) => chartModel(props(), 'en', zone).points[0]?.fullLabel;
    expect(label('Pacific/Kiritimati')).toBe(label('Pacific/Pago_Pago'));
  });

  test('months over more than a year never read as days', () => {
    const yearly = { ...props(), data: [{ day: '2025-10-01', score: 1, kind: 'a' }, { day: '2026-11-01', score: 2, kind: 'a' }] };
    const labels = (language: string) => chartModel(yearly, language, 'UTC').points.map((point) => point.label);
    expect(labels('pt-BR')).toEqual(['out/25', 'nov/26']);
    expect(labels('en')).toEqual(['Oct ’25', 'Nov ’26']);
  });

  test('categories keep the order of the data', () => {
    const { points } = chartModel(props({ x: { field: 'day', fieldType: 'category' } }), 'en', 'UTC');
    expect(points.map((point) => point.label)).toEqual(['2026-10-01', '2026-09-01']);
  });
});
