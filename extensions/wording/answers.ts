import type { Language } from '../contracts/envelope.ts';
import type { AnswerClass, LatestAnswer, SurveyType } from '../contracts/nps.ts';
import type { Reader } from './reader.ts';

const ptBR = {
  scoreOf: (score: string, max: string) => `${score} de ${max}`,
  types: { nps: 'NPS', csat: 'CSAT', ces: 'CES', stars: 'Estrelas', likert: 'Likert' } satisfies Record<SurveyType, string>,
  npsClasses: { promoter: 'Promotor', passive: 'Neutro', detractor: 'Detrator' } satisfies Record<AnswerClass, string>,
  classes: { promoter: 'Alta', passive: 'Média', detractor: 'Baixa' } satisfies Record<AnswerClass, string>,
  anonymous: 'Anônimo',
  noComment: 'Sem comentário',
};

/** The words of one answer, wherever it is shown. */
export type AnswerWording = typeof ptBR;

const en: AnswerWording = {
  scoreOf: (score, max) => `${score} of ${max}`,
  types: { nps: 'NPS', csat: 'CSAT', ces: 'CES', stars: 'Stars', likert: 'Likert' },
  npsClasses: { promoter: 'Promoter', passive: 'Passive', detractor: 'Detractor' },
  classes: { promoter: 'High', passive: 'Middle', detractor: 'Low' },
  anonymous: 'Anonymous',
  noComment: 'No comment',
};

export const answerWording: Record<Language, AnswerWording> = { 'pt-BR': ptBR, en };

type Scored = Pick<LatestAnswer, 'type' | 'score' | 'scale' | 'class'>;

/** "9 de 10"; of other surveys than NPS with their name. */
export function scoreText(answer: Scored, { format, lang }: Pick<Reader, 'format' | 'lang'>): string {
  const words = answerWording[lang];
  const score = words.scoreOf(format.number(answer.score), format.number(answer.scale[1]));
  return answer.type === 'nps' ? score : `${words.types[answer.type]} ${score}`;
}

/** What a class is called; only of NPS it has a name of its own. */
export function className(answer: Pick<Scored, 'type' | 'class'>, lang: Language): string {
  const words = answerWording[lang];
  return answer.type === 'nps' ? words.npsClasses[answer.class] : words.classes[answer.class];
}
