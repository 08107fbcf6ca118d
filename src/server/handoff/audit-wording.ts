import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { HandoffState } from './baton.ts';
import type { Words } from '../platform/words.ts';

/** What the audit trail calls what it keeps of a handoff. */
export const auditWords: Record<
  Language,
  { state: string; returns: string; paused: string; team: string; starts: string; anyWin: string; days: string; subjects: Record<string, string>; deal(id: number): string; leg(name: string): string; promise(text: string): string; step(name: string): string }
> = {
  'pt-BR': {
    state: 'Situação', returns: 'Devoluções', paused: 'Prazo parado', team: 'Time, na ordem', starts: 'Começa em', anyWin: 'qualquer negócio ganho', days: 'Dias para trás', subjects: { cs: 'quem recebe os clientes', deals: 'negócios', 'earlier-wins': 'antes do Baton' },
    deal: (id) => `negócio ${id}`, leg: (name) => `Etapa ${name}`, promise: (text) => `Promessa “${text}”`, step: (name) => `Passo “${name}”`,
  },
  en: {
    state: 'State', returns: 'Returns', paused: 'Clock stopped', team: 'Team, in order', starts: 'Begins at', anyWin: 'any win', days: 'Days back', subjects: { cs: 'who gets customers', deals: 'deals', 'earlier-wins': 'before Baton' },
    deal: (id) => `deal ${id}`, leg: (name) => `Leg ${name}`, promise: (text) => `Promise “${text}”`, step: (name) => `Step “${name}”`,
  },
};

export const stateWords: Record<HandoffState, Words> = {
  draft: { 'pt-BR': 'rascunho', en: 'draft' },
  submitted: { 'pt-BR': 'aguardando aceite', en: 'waiting for acceptance' },
  returned: { 'pt-BR': 'devolvida', en: 'returned' },
  accepted: { 'pt-BR': 'aceita', en: 'accepted' },
  'kick-off': { 'pt-BR': 'kick-off realizado', en: 'kick-off held' },
  implementation: { 'pt-BR': 'em implantação', en: 'in implementation' },
  'first-value': { 'pt-BR': 'primeiro valor alcançado', en: 'first value reached' },
  done: { 'pt-BR': 'concluída', en: 'done' },
  cancelled: { 'pt-BR': 'cancelada', en: 'cancelled' },
  reopened: { 'pt-BR': 'reaberta', en: 'reopened' },
};

export const legWords: Record<string, Words> = {
  waiting: { 'pt-BR': 'a seguir', en: 'to come' },
  holding: { 'pt-BR': 'com o bastão', en: 'has the baton' },
  done: { 'pt-BR': 'concluída', en: 'done' },
  skipped: { 'pt-BR': 'pulada', en: 'skipped' },
};

export const expectationWords: Record<string, Words> = {
  open: { 'pt-BR': 'em aberto', en: 'open' },
  kept: { 'pt-BR': 'cumprida', en: 'kept' },
  broken: { 'pt-BR': 'quebrada', en: 'broken' },
  planned: { 'pt-BR': 'no plano', en: 'planned' },
};

export const itemWords: Record<string, Words> = {
  open: { 'pt-BR': 'em aberto', en: 'open' },
  done: { 'pt-BR': 'feito', en: 'done' },
  skipped: { 'pt-BR': 'pulado', en: 'skipped' },
};
