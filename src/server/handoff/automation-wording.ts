import type { Fault } from './machine.ts';
import { faults } from './wording.ts';
import type { Words } from '../platform/words.ts';

/** Why a step is refused, in Portuguese; in English it stands in wording.ts. */
const inPortuguese: Record<Fault, string> = {
  ended: 'Esta passagem terminou: reabra-a antes.',
  'not-ended': 'Esta passagem está em andamento: não há o que reabrir.',
  'offered-already': 'O bastão já foi oferecido à próxima etapa: ela precisa aceitar ou devolver antes.',
  'not-offered': 'Nada espera aceite.',
  incomplete: 'Falta algo obrigatório.',
  'no-gap': 'Uma passagem é devolvida por pelo menos uma lacuna: diga o que falta.',
  'no-reason': 'É preciso um motivo.',
  'last-leg': 'Não há próxima etapa: conclua a passagem.',
  'not-accepted': 'A passagem precisa ser aceita antes.',
  'no-kick-off': 'A última etapa assume depois do kick-off: realize-o antes.',
  'kick-off-held': 'O kick-off já foi realizado.',
  'first-value-reached': 'O primeiro valor já foi registrado.',
  'no-first-value': 'Registre o primeiro valor antes de concluir a passagem.',
  'not-last-leg': 'O bastão ainda tem etapas pela frente: passe-o adiante.',
  'unknown-leg': 'Esta passagem não tem essa etapa.',
  'leg-begun': 'A vez desta etapa já chegou: ela não pode ser pulada nem incluída, e nem atribuída depois de passar o bastão.',
  'only-leg': 'Alguém precisa receber o bastão: a última etapa não pode ser pulada.',
  'in-future': 'O primeiro valor é um dia que já foi, não um que virá.',
  unchanged: 'Já é assim.',
  'paused-already': 'O prazo já está parado.',
  'not-paused': 'O prazo corre: não há pausa a encerrar.',
};

export const noHandoff: Words = { 'pt-BR': 'Não há passagem de bastão em andamento.', en: 'There is no handoff under way.' };
export const noCompany: Words = { 'pt-BR': 'O negócio não tem empresa: associe uma e execute de novo.', en: 'The deal has no company: associate one, then run it again.' };
export const lacking: Words = { 'pt-BR': 'Falta', en: 'Missing' };

/** Why a step is refused, in both languages. */
export function faultWords(fault: Fault): Words {
  return { 'pt-BR': inPortuguese[fault], en: faults[fault] };
}

/** Who acts where a workflow does, in the history. */
export function byWorkflow(workflowId: number | null): string {
  return workflowId === null ? 'HubSpot workflow' : `HubSpot workflow ${workflowId}`;
}

/** A workflow speaks to all users of an account, so that a text for it has both languages. */
export function bilingual(words: Words): string {
  return `${words['pt-BR']} / ${words.en}`;
}
