import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { CloseReason } from '../../../extensions/contracts/cases.ts';
import type { AnswerClass, SurveyType } from '../../../extensions/contracts/nps.ts';
import type { CaseFault, CaseNews } from './case.ts';

type Words = { [language in Language]: string };
type Telling<Args extends unknown[]> = { [language in Language]: (...args: Args) => string };

/** In which Baton itself speaks: an account says no language of its own. */
export const OWN_LANGUAGE: Language = 'pt-BR';

const npsClasses: Record<AnswerClass, Words> = {
  promoter: { 'pt-BR': 'Promotor', en: 'Promoter' },
  passive: { 'pt-BR': 'Neutro', en: 'Passive' },
  detractor: { 'pt-BR': 'Detrator', en: 'Detractor' },
};
const otherClasses: Record<AnswerClass, Words> = {
  promoter: { 'pt-BR': 'Nota alta', en: 'High score' },
  passive: { 'pt-BR': 'Nota média', en: 'Middling score' },
  detractor: { 'pt-BR': 'Nota baixa', en: 'Low score' },
};

const typeNames: Record<SurveyType, Words> = {
  nps: { 'pt-BR': 'NPS', en: 'NPS' },
  csat: { 'pt-BR': 'CSAT', en: 'CSAT' },
  ces: { 'pt-BR': 'CES', en: 'CES' },
  stars: { 'pt-BR': 'Estrelas', en: 'Stars' },
  likert: { 'pt-BR': 'Likert', en: 'Likert' },
};

/** What a class is called; only of NPS it has a name of its own. */
export function className(type: SurveyType, cls: AnswerClass, language: Language): string {
  return (type === 'nps' ? npsClasses : otherClasses)[cls][language];
}

/** "3 de 10 no NPS". */
export const scored: Telling<[score: number, max: number, type: SurveyType]> = {
  'pt-BR': (score, max, type) => `${score} de ${max} (${typeNames[type]['pt-BR']})`,
  en: (score, max, type) => `${score} of ${max} (${typeNames[type].en})`,
};

export const unnamedCompany: Words = { 'pt-BR': 'empresa sem nome', en: 'unnamed company' };
export const nobody: Words = { 'pt-BR': 'ninguém', en: 'nobody' };

/** What is told, in a line. */
export const newsTitles: Record<CaseNews, Telling<[company: string, cls: string, score: string]>> = {
  opened: { 'pt-BR': (company, cls, score) => `${cls}: ${company} respondeu ${score}`, en: (company, cls, score) => `${cls}: ${company} answered ${score}` },
  changed: { 'pt-BR': (company, cls, score) => `${company} mudou a resposta, agora ${cls.toLowerCase()}: ${score}`, en: (company, cls, score) => `${company} changed their answer, now ${cls.toLowerCase()}: ${score}` },
  warned: { 'pt-BR': (company, cls, score) => `Prazo correndo: responder ${company} (${cls.toLowerCase()}, ${score})`, en: (company, cls, score) => `Time is running: answer ${company} (${cls.toLowerCase()}, ${score})` },
  breached: { 'pt-BR': (company, cls, score) => `Prazo vencido: ${company} segue sem resposta (${cls.toLowerCase()}, ${score})`, en: (company, cls, score) => `Overdue: ${company} still has no answer (${cls.toLowerCase()}, ${score})` },
  escalated: { 'pt-BR': (company, cls, score) => `Escalado: ${company} segue sem resposta (${cls.toLowerCase()}, ${score})`, en: (company, cls, score) => `Escalated: ${company} still has no answer (${cls.toLowerCase()}, ${score})` },
};

export const factLabels = {
  person: { 'pt-BR': 'Quem respondeu', en: 'Who answered' },
  answeredAt: { 'pt-BR': 'Quando', en: 'When' },
  dueAt: { 'pt-BR': 'Responder até', en: 'Answer by' },
  revenue: { 'pt-BR': 'Vendas ganhas em 12 meses', en: 'Won deals in 12 months' },
  owner: { 'pt-BR': 'Responsável', en: 'Responsible' },
  kind: { 'pt-BR': 'Pesquisa', en: 'Survey' },
} satisfies Record<string, Words>;

export const kinds = {
  relational: { 'pt-BR': 'de relacionamento', en: 'relational' },
  transactional: { 'pt-BR': 'depois de um atendimento', en: 'after a contact' },
} satisfies Record<string, Words>;

export const openRecord: Words = { 'pt-BR': 'Abrir no HubSpot', en: 'Open in HubSpot' };

/** Why somebody is told. */
export const readerReasons: Record<CaseNews, Words> = {
  opened: { 'pt-BR': 'Você recebe este aviso pelas regras de alerta da sua conta no Baton.', en: "You get this because of your account's alert rules in Baton." },
  changed: { 'pt-BR': 'Você recebe este aviso pelas regras de alerta da sua conta no Baton.', en: "You get this because of your account's alert rules in Baton." },
  warned: { 'pt-BR': 'Você recebe este aviso pela escala de prazos da sua conta no Baton.', en: "You get this because of your account's escalation ladder in Baton." },
  breached: { 'pt-BR': 'Você recebe este aviso pela escala de prazos da sua conta no Baton.', en: "You get this because of your account's escalation ladder in Baton." },
  escalated: { 'pt-BR': 'Você recebe este aviso pela escala de prazos da sua conta no Baton.', en: "You get this because of your account's escalation ladder in Baton." },
};

export const closeReasons: Record<CloseReason, Words> = {
  resolved: { 'pt-BR': 'resolvido', en: 'resolved' },
  'no-answer-needed': { 'pt-BR': 'não pede resposta', en: 'no answer needed' },
  unreachable: { 'pt-BR': 'cliente não localizado', en: 'customer could not be reached' },
  duplicate: { 'pt-BR': 'repetido', en: 'duplicate' },
  other: { 'pt-BR': 'outro motivo', en: 'another reason' },
};

/** What a move did, for the history on the card and for HubSpot's notes. */
export const moveNames: Record<string, Words> = {
  opened: { 'pt-BR': 'Caso aberto', en: 'Case opened' },
  noted: { 'pt-BR': 'Resposta registrada, sem pedido de retorno', en: 'Answer noted, nothing is asked' },
  reclassed: { 'pt-BR': 'O cliente mudou a resposta', en: 'The customer changed their answer' },
  dropped: { 'pt-BR': 'A resposta não é mais desta empresa', en: "The answer is not this company's any more" },
  acknowledge: { 'pt-BR': 'Visto', en: 'Acknowledged' },
  answer: { 'pt-BR': 'Cliente respondido', en: 'Customer answered' },
  wait: { 'pt-BR': 'Aguardando o cliente', en: 'Waiting for the customer' },
  resume: { 'pt-BR': 'De volta conosco', en: 'Back with us' },
  close: { 'pt-BR': 'Caso encerrado', en: 'Case closed' },
  reopen: { 'pt-BR': 'Caso reaberto', en: 'Case reopened' },
  unowned: { 'pt-BR': 'Sem responsável, escalado na hora', en: 'Nobody is responsible, escalated at once' },
  warned: { 'pt-BR': 'Aviso de prazo', en: 'Warned of the deadline' },
  breached: { 'pt-BR': 'Prazo vencido', en: 'Overdue' },
  escalated: { 'pt-BR': 'Escalado', en: 'Escalated' },
};

/** Why a step is refused and what to do, in English; cards say it in the reader's language. */
export const faults: Record<CaseFault | 'gone' | 'changed', string> = {
  gone: 'There is no such case: reload the page.',
  changed: 'Somebody else has changed this case meanwhile: look at it once more.',
  closed: 'The case is closed: reopen it first.',
  'not-closed': 'The case is open already.',
  already: 'That has been done already: reload the page.',
  'not-waiting': 'The case does not wait for the customer.',
  'note-missing': 'Say in a few words what was done, or why.',
  'reason-missing': 'Choose why the case is closed.',
};
