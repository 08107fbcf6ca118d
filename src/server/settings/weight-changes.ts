import type { Language, Refusal } from '../../../extensions/contracts/envelope.ts';
import type { AdoptedWeights, AdoptWeights, SignalWeight } from '../../../extensions/contracts/settings.ts';
import type { Made } from '../http/desk.ts';
import { refusalsOf } from '../http/hubspot-request.ts';
import type { Tx } from '../platform/db.ts';
import type { SettingsDeps } from './change.ts';
import type { WeightFault } from './questions.ts';

/** Why weights cannot be tried or adopted, and what to do. */
export const weightRefusal = refusalsOf<WeightFault>({
  'unknown-signal': { code: 'conflict', cure: { 'pt-BR': 'A lista de sinais mudou: recarregue a página.', en: 'The list of signals has changed: reload the page.' } },
  'all-zero': { code: 'invalid', cure: { 'pt-BR': 'Ao menos um sinal precisa de um peso acima de 0.', en: 'At least one signal needs a weight above 0.' } },
  stale: { code: 'conflict', cure: { 'pt-BR': 'Outra versão foi adotada antes: recarregue a página.', en: 'Another version was adopted meanwhile: reload the page.' } },
  'too-early': { code: 'try-later', cure: { 'pt-BR': 'A primeira importação ainda não terminou.', en: 'The first import is not finished yet.' } },
});

/** Adopts weights as a new version; earlier versions and their scores stay. */
export async function adoptWeights(tx: Tx, deps: SettingsDeps, task: { portalId: number; by: number; body: AdoptWeights; now: Date; language: Language }): Promise<Made<AdoptedWeights> | Refusal> {
  const { portalId, by, body, now, language } = task;
  const adopted = await deps.weights.adopt(tx, { portalId, by: `user:${by}`, at: now, basedOn: body.basedOn, weights: body.weights });
  if ('fault' in adopted) return weightRefusal(adopted.fault, language);
  const { version } = adopted;
  return {
    answer: { ok: true, version },
    action: 'weights.adopted',
    subject: `model:${version}`,
    before: { version: version - 1, weights: byId(adopted.before) },
    after: { version, weights: byId(body.weights) },
  };
}

function byId(weights: readonly SignalWeight[]): Record<string, number> {
  return Object.fromEntries(weights.map(({ signal, weight }) => [signal, weight]));
}
