import type { Language } from '../../../extensions/contracts/envelope.ts';
import { CasePlaceholder, type CaseTexts } from '../../../extensions/contracts/case-settings.ts';
import type { CloseReason } from '../../../extensions/contracts/cases.ts';
import type { AnswerClass, SurveyType } from '../../../extensions/contracts/nps.ts';
import type { Words } from '../platform/words.ts';
import type { CaseFault, CaseNews } from './case.ts';
import type { SettingsFault } from './settings-fault.ts';
import { MOST_SIGNS, type TextFault } from './texts.ts';

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

/** What stands for what is not known, or is not to be told here. */
export const missing = {
  due: { 'pt-BR': 'sem prazo', en: 'no due date' },
  person: { 'pt-BR': 'quem respondeu', en: 'the respondent' },
} satisfies Record<string, Words>;

/** Baton's own texts of an answer, with placeholders as an account's own have them: what happened, and the step that fits. */
const ownHeadline: Words = { 'pt-BR': '{class}: {company} respondeu {score}', en: '{class}: {company} answered {score}' };
const npsLeads: Record<AnswerClass, Words> = {
  promoter: { 'pt-BR': 'Agradeça e peça uma indicação ou um depoimento.', en: 'Say thank you, and ask for a referral or a quote.' },
  passive: { 'pt-BR': 'Pergunte o que faria a nota subir e registre o que ouvir.', en: 'Ask what would raise the score, and write down what you hear.' },
  detractor: { 'pt-BR': 'Ligue hoje: ouça antes de explicar e combine o que muda, e até quando.', en: 'Call today: listen before you explain, and agree on what will change and by when.' },
};
const otherLeads: Record<AnswerClass, Words> = {
  promoter: { 'pt-BR': 'Agradeça e conte a quem atendeu.', en: 'Say thank you, and tell whoever helped them.' },
  passive: { 'pt-BR': 'Pergunte o que faltou para uma nota alta e registre o que ouvir.', en: 'Ask what was missing for a high score, and write down what you hear.' },
  detractor: { 'pt-BR': 'Ligue hoje: pergunte o que deu errado e diga o que será feito, e até quando.', en: 'Call today: ask what went wrong, and say what will be done and by when.' },
};
const until: Words = { 'pt-BR': 'Prazo: {due}.', en: 'Due: {due}.' };

/** Baton's own text for an answer of a class; the step that fits ends with the due date where there is one. */
export function ownTexts(type: SurveyType, cls: AnswerClass, language: Language, { isDue }: { isDue: boolean }): CaseTexts {
  const lead = (type === 'nps' ? npsLeads : otherLeads)[cls][language];
  return { headline: ownHeadline[language], lead: isDue ? `${lead} ${until[language]}` : lead };
}

/** What is left to do with a case that somebody has dealt with. */
export const dealtWith = {
  waiting: { 'pt-BR': 'O caso aguarda o cliente, e o prazo está parado.', en: 'The case is waiting for the customer, and its clock stands.' },
  answered: { 'pt-BR': 'O cliente já foi respondido; falta encerrar o caso.', en: 'The customer was answered meanwhile; the case is left to be closed.' },
  closed: { 'pt-BR': 'O caso já foi encerrado: não há o que fazer.', en: 'The case was closed meanwhile: there is nothing to do.' },
} satisfies Record<string, Words>;

/** What to do when time runs out. */
export const rungLeads: Record<'warned' | 'breached' | 'escalated', Words> = {
  warned: { 'pt-BR': 'O cliente ainda espera: responda e registre a resposta.', en: 'The customer is still waiting: answer, and record the answer.' },
  breached: { 'pt-BR': 'O prazo passou: combine agora quem responde e quando.', en: 'The time is over: agree now on who answers, and when.' },
  escalated: { 'pt-BR': 'Continua sem resposta bem depois do prazo: decida quem responde hoje.', en: 'Still no answer well after the time: decide who answers today.' },
};

/** What is told of a case besides a new answer, in a line. */
export const newsTitles: Record<Exclude<CaseNews, 'opened'>, Telling<[company: string, cls: string, score: string]>> = {
  changed: { 'pt-BR': (company, cls, score) => `${company} mudou a resposta, agora ${cls.toLowerCase()}: ${score}`, en: (company, cls, score) => `${company} changed their answer, now ${cls.toLowerCase()}: ${score}` },
  warned: { 'pt-BR': (company, cls, score) => `Prazo correndo: responder ${company}; ${cls.toLowerCase()}, ${score}`, en: (company, cls, score) => `Time is running: answer ${company}; ${cls.toLowerCase()}, ${score}` },
  breached: { 'pt-BR': (company, cls, score) => `Prazo vencido: ${company} segue sem resposta; ${cls.toLowerCase()}, ${score}`, en: (company, cls, score) => `Overdue: ${company} still has no answer; ${cls.toLowerCase()}, ${score}` },
  given: { 'pt-BR': (company, cls, score) => `O caso é seu agora: ${company}; ${cls.toLowerCase()}, ${score}`, en: (company, cls, score) => `The case is yours now: ${company}; ${cls.toLowerCase()}, ${score}` },
  escalated: { 'pt-BR': (company, cls, score) => `Escalado: ${company} segue sem resposta; ${cls.toLowerCase()}, ${score}`, en: (company, cls, score) => `Escalated: ${company} still has no answer; ${cls.toLowerCase()}, ${score}` },
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

/** What is told of unhappy customers whose company nobody knows. */
export const unplaced = {
  title: {
    'pt-BR': (n: string, count: number, isNps: boolean) => {
      if (count === 1) return `${isNps ? 'Um detrator' : 'Uma nota baixa'} sem empresa: escolha a empresa na revisão`;
      return `${n} ${isNps ? 'detratores' : 'notas baixas'} sem empresa: escolha a empresa de cada resposta na revisão`;
    },
    en: (n: string, count: number, isNps: boolean) => {
      if (count === 1) return `A ${isNps ? 'detractor' : 'low score'} without a company: choose the company in the review`;
      return `${n} ${isNps ? 'detractors' : 'low scores'} without a company: choose the company of each answer in the review`;
    },
  },
  lead: { 'pt-BR': 'Enquanto não se sabe de que empresa é, ninguém responde: o caso, com prazo e responsável, começa quando a empresa for escolhida.', en: 'As long as nobody knows which company it is, nobody answers: the case, with its owner and due date, begins once the company is chosen.' },
  answer: { 'pt-BR': 'Resposta', en: 'Answer' },
  more: { 'pt-BR': 'E mais', en: 'And more' },
  open: { 'pt-BR': 'Abrir a revisão', en: 'Open the review' },
  reason: {
    'pt-BR': 'Este aviso vai a quem lidera a equipe (ou recebe os casos sem dono) e aos canais que ouvem dos detratores, uma vez por resposta.',
    en: 'This goes to whoever leads the team (or takes unowned cases) and to the channels that hear of detractors, once an answer.',
  },
};

/** Why somebody is told. */
export const readerReasons: Record<CaseNews, Words> = {
  opened: { 'pt-BR': 'Você recebe este aviso pelas regras de alerta da sua conta no Baton.', en: "You get this because of your account's alert rules in Baton." },
  changed: { 'pt-BR': 'Você recebe este aviso pelas regras de alerta da sua conta no Baton.', en: "You get this because of your account's alert rules in Baton." },
  given: { 'pt-BR': 'Você recebe este aviso porque o caso passou para você: mudou o responsável pela empresa, ou começou ou terminou uma ausência.', en: 'You get this because the case became yours: the company has another owner, or a leave began or ended.' },
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
  given: { 'pt-BR': 'Novo responsável', en: 'New owner' },
  unowned: { 'pt-BR': 'Sem responsável, escalado na hora', en: 'Nobody is responsible, escalated at once' },
  warned: { 'pt-BR': 'Aviso de prazo', en: 'Warned of the deadline' },
  breached: { 'pt-BR': 'Prazo vencido', en: 'Overdue' },
  escalated: { 'pt-BR': 'Escalado', en: 'Escalated' },
};

/** Why a step is refused and what to do. */
export const faults: Record<CaseFault | 'gone' | 'changed', Words> = {
  gone: { 'pt-BR': 'Este caso não existe mais: recarregue a página.', en: 'There is no such case: reload the page.' },
  changed: { 'pt-BR': 'Alguém mudou este caso antes de você: veja como ele está agora.', en: 'Somebody else has changed this case meanwhile: look at it once more.' },
  closed: { 'pt-BR': 'O caso está encerrado: reabra-o primeiro.', en: 'The case is closed: reopen it first.' },
  'not-closed': { 'pt-BR': 'O caso já está aberto.', en: 'The case is open already.' },
  already: { 'pt-BR': 'Isto já foi feito: recarregue a página.', en: 'That has been done already: reload the page.' },
  'not-waiting': { 'pt-BR': 'O caso não está aguardando o cliente.', en: 'The case does not wait for the customer.' },
  'note-missing': { 'pt-BR': 'Conte em poucas palavras o que foi feito, ou por quê.', en: 'Say in a few words what was done, or why.' },
  'reason-missing': { 'pt-BR': 'Escolha por que o caso é encerrado.', en: 'Choose why the case is closed.' },
};

export const settingsChanged: Words = { 'pt-BR': 'Alguém mudou estas configurações antes de você: recarregue a página.', en: 'Somebody else has changed these settings meanwhile: reload the page.' };

const settingsFaults: Record<Exclude<SettingsFault['is'], TextFault['is']>, Words> = {
  'rung-twice': { 'pt-BR': 'Dois degraus da escala têm o mesmo percentual: mude um deles.', en: 'Two steps of the escalation ladder have the same percentage: change one of them.' },
  'unknown-owner': { 'pt-BR': 'Uma pessoa escolhida não é mais proprietária de registros nesta conta: recarregue a página e escolha outra.', en: 'Somebody chosen owns nothing in this account any more: reload the page and choose somebody else.' },
  'unknown-channel': { 'pt-BR': 'Uma regra cita um canal que não existe mais: tire-o da regra.', en: 'A rule names a channel that is no more: take it out of the rule.' },
  'own-backup': { 'pt-BR': 'Uma pessoa é substituta dela mesma: escolha outra.', en: 'Somebody stands in for themselves: choose somebody else.' },
  'leave-backwards': { 'pt-BR': 'Uma ausência termina antes de começar: mude os dias.', en: 'A leave ends before it begins: change its days.' },
};
const textParts: Record<keyof CaseTexts, Words> = { headline: { 'pt-BR': 'o título', en: 'the headline' }, lead: { 'pt-BR': 'o próximo passo', en: 'the next step' } };

/** Why settings cannot be kept and what to do. */
export function settingsFaultText(fault: SettingsFault, language: Language): string {
  if (!('class' in fault)) return settingsFaults[fault.is][language];
  const cls = npsClasses[fault.class][language];
  const names = CasePlaceholder.options.map((name) => `{${name}}`).join(', ');
  if (fault.is === 'unknown-placeholder') {
    return language === 'pt-BR'
      ? `No texto de "${cls}", o Baton não sabe o que é ${fault.name}: use só ${names}.`
      : `In the text of "${cls}", Baton does not know ${fault.name}: use only ${names}.`;
  }
  const [part, most] = [textParts[fault.part][language], MOST_SIGNS[fault.part]];
  return language === 'pt-BR' ? `No texto de "${cls}", ${part} passa de ${most} caracteres: encurte.` : `In the text of "${cls}", ${part} is longer than ${most} characters: shorten it.`;
}
