import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { HealthFigures } from '../../../extensions/contracts/health.ts';
import { bandOrder, bandRule } from './bands.ts';
import { isoDay } from './calendar.ts';
import type { PackedHealth } from './packed.ts';
import type { Signal } from './signals/index.ts';
import { pointsOf, slopeOf } from './trend.ts';

const restLabels = {
  reference: { 'pt-BR': 'Ponto de partida (cliente médio)', en: 'Starting point (average customer)' },
  model: { 'pt-BR': 'Mudança do modelo', en: 'Model change' },
} as const;
const goneLabel = { 'pt-BR': 'Sinal fora de uso', en: 'Signal no longer in use' } as const;

/** Makes the way from a stored card to the contract, for the signals at hand. */
export function createHealthView(signals: ReadonlyMap<string, Signal>) {
  return function renderHealth(stored: string, language: Language): HealthFigures {
    const packed = JSON.parse(stored) as PackedHealth;
    const [, [modelVersion, reference, frozenOn, starting], today, score, coverage, [band, since, crossingTo, crossingSince], , , [week, scores, marks]] = packed;
    const trend = { week, scores };
    return {
      score,
      band: bandOrder[band]!,
      bandSince: isoDay(since),
      crossing: crossingTo === undefined ? null : { band: bandOrder[crossingTo]!, since: isoDay(crossingSince!) },
      rule: bandRule,
      coverage,
      modelVersion,
      reference: { score: reference, frozenOn: isoDay(frozenOn), starting: starting === 1 },
      contributions: contributionsOf(packed, signals, language),
      change: changeOf(packed, signals, language),
      trend: pointsOf(trend, marks, today),
      slope: { weeks4: slopeOf(trend, today, 4), weeks12: slopeOf(trend, today, 12) },
    };
  };
}

function contributionsOf(packed: PackedHealth, signals: ReadonlyMap<string, Signal>, language: Language): HealthFigures['contributions'] {
  const [, [, , , , ids, shares, means], , , , , facts] = packed;
  return ids.split(' ').map((id, k) => {
    const signal = signals.get(id);
    const fact = facts[k]!;
    const common = { signal: id, label: signal?.label[language] ?? id, reference: means[k]!, weight: shares[k]! };
    if (fact === 0) return { ...common, because: signal?.missing(language) ?? goneLabel[language], points: 0, value: null };
    const [points, value, ...told] = fact;
    const because = told.filter((one) => typeof one === 'number');
    const quote = told.find((one) => typeof one === 'string') ?? null;
    return { ...common, because: signal?.say(language, because, quote) ?? goneLabel[language], points, value };
  });
}

function changeOf(packed: PackedHealth, signals: ReadonlyMap<string, Signal>, language: Language): HealthFigures['change'] {
  const [, [, , , , ids], , , , , , change] = packed;
  if (change === 0) return null;
  const [since, from, delta, rest, restIsModel, ...lines] = change;
  const parts: NonNullable<HealthFigures['change']>['parts'] = ids.split(' ').map((id, k) => ({
    signal: id,
    label: signals.get(id)?.label[language] ?? id,
    points: lines[k]!,
  }));
  const label = restLabels[restIsModel === 1 ? 'model' : 'reference'][language];
  return { since: isoDay(since), from, delta, parts: [...parts, { signal: restIsModel === 1 ? 'model' : null, label, points: rest }] };
}
