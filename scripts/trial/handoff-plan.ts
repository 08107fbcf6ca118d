import type { HandoffField, KickOffSection } from '../../extensions/contracts/handoff.ts';

/** What somebody does with a handoff of the demo. */
export type Doing = 'start' | 'tell' | 'submit' | 'return' | 'accept' | 'kick-off' | 'keep' | 'break' | 'first-value' | 'pass' | 'complete' | 'cancel';

/** Days ago on which something was done: few, because the clock is set to each. The last one is just now. */
type Day = 82 | 74 | 66 | 54 | 46 | 38 | 30 | 26 | 22 | 17 | 13 | 9 | 6 | 4 | 1 | 0.05;

/** What is done, and how many days ago. */
export interface DemoHandoff {
  steps: readonly (readonly [daysAgo: Day, doing: Doing])[];
}

/** What sales tells of each. */
export const saleTexts: Partial<Record<HandoffField, string>> = {
  whyBought: 'Fechavam o mês em planilhas e perdiam vendas por falta de estoque.',
  objective: 'Fechar o mês em três dias até o fim do semestre.',
  promises: 'Integração com o ERP em 45 dias\nDuas turmas de treinamento',
  scope: 'Plano completo, 40 usuários.',
  risks: 'A TI do cliente só libera o acesso depois do congelamento.',
};

/** What is settled in each kick-off. */
export const pointTexts: Record<KickOffSection, string> = {
  projectOwners: 'Diretoria financeira do lado do cliente; nossa equipe de engajamento.',
  journey: 'Três etapas, com uma reunião por quinzena.',
  serviceChannels: 'Chat e telefone, resposta em até quatro horas úteis.',
  firstSteps: 'Acessos e importação dos cadastros.',
  registrationBase: 'O cliente entrega os cadastros em planilha.',
  scenario: 'Fechamento em onze dias; objetivo: três.',
};

/** A first value so many days after the start, with what follows. */
const valued = (begun: Day, accepted: Day, value: Day, ...extra: (readonly [Day, Doing])[]): DemoHandoff => ({
  steps: [[begun, 'start'], [begun, 'tell'], [begun, 'submit'], [accepted, 'accept'], [accepted, 'kick-off'], [value, 'first-value'], [value, 'keep'], ...extra],
});

/** One each: newly begun and long overdue, returned, under way at each leg, with first value and without. */
export const handoffPlan: readonly DemoHandoff[] = [
  { steps: [[1, 'start']] },
  { steps: [[9, 'start'], [9, 'tell']] },
  { steps: [[6, 'start'], [6, 'tell'], [6, 'submit'], [4, 'return']] },
  { steps: [[13, 'start'], [13, 'tell'], [13, 'submit'], [9, 'return']] },
  { steps: [[4, 'start'], [4, 'tell'], [0.05, 'submit']] },
  { steps: [[6, 'start'], [6, 'tell'], [6, 'submit']] },
  { steps: [[17, 'start'], [17, 'tell'], [17, 'submit'], [13, 'accept']] },
  { steps: [[6, 'start'], [6, 'tell'], [4, 'submit'], [4, 'accept']] },
  { steps: [[22, 'start'], [22, 'tell'], [22, 'submit'], [17, 'return'], [17, 'submit'], [13, 'accept'], [13, 'kick-off']] },
  { steps: [[30, 'start'], [30, 'tell'], [30, 'submit'], [26, 'accept'], [22, 'kick-off'], [17, 'pass']] },
  { steps: [[54, 'start'], [54, 'tell'], [54, 'submit'], [46, 'accept'], [46, 'kick-off'], [38, 'pass'], [38, 'accept']] },
  valued(46, 38, 22),
  valued(66, 66, 30, [26, 'pass'], [26, 'accept'], [26, 'complete']),
  valued(74, 66, 54, [46, 'break'], [46, 'pass'], [38, 'accept'], [38, 'complete']),
  valued(82, 74, 66, [54, 'pass'], [54, 'accept'], [54, 'complete']),
  valued(38, 30, 26, [22, 'pass']),
  { steps: [[74, 'start'], [74, 'tell'], [74, 'submit'], [66, 'return'], [66, 'submit'], [54, 'accept'], [54, 'kick-off'], [38, 'first-value'], [38, 'keep']] },
  { steps: [[30, 'start'], [26, 'cancel']] },
];
