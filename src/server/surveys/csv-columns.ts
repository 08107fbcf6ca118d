import { foldText } from '../lib/text-match.ts';
import { UnreadableDelivery } from './answer.ts';
import type { AnswerField } from './draft.ts';
import { saying } from './wording.ts';

/** Where a field stands, and whether its heading says that its times are UTC. */
export interface Column {
  index: number;
  utc: boolean;
}
export type Columns = { [Field in AnswerField]?: Column };

/**
 * Headings by field, folded (no accents, lower case), the surest first: our own, common tools', HubSpot's export in
 * Portuguese and English. A field takes the first heading that is there and not taken.
 */
const HEADINGS: readonly (readonly [AnswerField, readonly string[]])[] = [
  ['score', ['score', 'nota', 'rating', 'classificacao', 'pontuacao', 'nps score', 'nota nps', 'nps', 'csat', 'ces', 'avaliacao', 'estrelas', 'stars', 'valor', 'value', 'answer']],
  ['externalId', ['id', 'response id', 'id da resposta', 'id resposta', 'answer id', 'external id', 'record id', 'id do registro', 'token', 'codigo', 'survey response id', 'respondent id']],
  ['companyId', ['hubspot company id', 'company id', 'id da empresa', 'id empresa', 'associated company ids', 'ids de empresa associados', 'id da empresa no hubspot']],
  ['cnpj', ['cnpj', 'cnpj da empresa', 'company cnpj']],
  ['contactId', ['contact id', 'id do contato', 'hubspot contact id', 'associated contact ids']],
  ['email', ['email', 'e mail', 'email address', 'endereco de email', 'endereco de e mail', 'respondent email', 'e mail do contato', 'email do contato', 'email do respondente', 'person email']],
  ['firstName', ['first name', 'primeiro nome']],
  ['lastName', ['last name', 'sobrenome', 'ultimo nome']],
  ['name', ['name', 'nome', 'nome completo', 'full name', 'respondent', 'respondente', 'contato', 'contact', 'cliente', 'person name']],
  ['role', ['role', 'cargo', 'funcao', 'job title', 'title', 'papel']],
  ['personId', ['person id', 'respondent key', 'user id', 'id do usuario', 'client id']],
  ['anonymous', ['anonymous', 'anonimo', 'anonima', 'resposta anonima', 'anonymous response']],
  ['domain', ['domain', 'dominio', 'company domain', 'dominio da empresa', 'site', 'website']],
  ['answeredAt', ['answered at', 'answer date', 'respondido em', 'data da resposta', 'data resposta', 'data de resposta', 'responded at', 'response date', 'submit date', 'submitted at', 'submission date', 'end date', 'data', 'date', 'data de envio da resposta', 'created at', 'criado em', 'timestamp']],
  ['updatedAt', ['updated at', 'atualizado em', 'last modified date', 'data da ultima modificacao', 'modified at', 'data de atualizacao']],
  ['sentAt', ['sent at', 'enviado em', 'data de envio', 'data do envio', 'data do convite', 'invited at', 'delivered at', 'send date']],
  ['type', ['type', 'tipo', 'survey type', 'tipo de pesquisa', 'tipo da pesquisa', 'metric', 'metrica']],
  ['kind', ['kind', 'natureza', 'relational or transactional', 'relacional ou transacional']],
  ['surveyId', ['survey id', 'id da pesquisa', 'campaign id', 'id da campanha']],
  ['surveyName', ['survey name', 'nome da pesquisa', 'survey', 'pesquisa', 'campaign', 'campanha']],
  ['touchpoint', ['touchpoint', 'ponto de contato', 'etapa', 'momento', 'jornada']],
  ['channel', ['channel', 'canal', 'source', 'fonte', 'origem']],
  ['comment', ['comment', 'comments', 'comentario', 'comentarios', 'feedback', 'verbatim', 'justificativa', 'motivo', 'observacao', 'observacoes', 'response', 'resposta', 'texto', 'additional comments']],
];

/** A heading that names its scores' type, where the file has no column for it. */
const TYPE_HEADINGS: Readonly<{ [heading: string]: string }> = {
  nps: 'nps', 'nps score': 'nps', 'nota nps': 'nps', csat: 'csat', ces: 'ces', estrelas: 'stars', stars: 'stars',
};

/**
 * Finds each field's column by its heading; the source's own choice of headings comes first.
 * @throws UnreadableDelivery when a chosen heading or the score's is not there.
 */
export function columnsOf(headings: readonly string[], chosen: Readonly<{ [field: string]: string | undefined }>): { columns: Columns; type: string | undefined } {
  const folded = headings.map((heading) => foldText(heading));
  const bare = folded.map((heading) => heading.replace(/ utc$/, ''));
  const taken = new Set<number>();
  const columns: Columns = {};
  const take = (field: AnswerField, index: number): void => {
    columns[field] = { index, utc: folded[index] !== bare[index] };
    taken.add(index);
  };
  for (const [field, heading] of Object.entries(chosen)) {
    const index = folded.indexOf(foldText(heading ?? ''));
    if (index < 0) throw new UnreadableDelivery(saying('missing-column', { field, heading: heading ?? '' }));
    take(field as AnswerField, index);
  }
  for (const [field, names] of HEADINGS) {
    if (columns[field] !== undefined) continue;
    const name = names.find((candidate) => bare.some((heading, index) => heading === candidate && !taken.has(index)));
    if (name !== undefined) take(field, bare.findIndex((heading, index) => heading === name && !taken.has(index)));
  }
  if (columns.score === undefined) {
    // Not quoted: in a file without headings the first row is somebody's answer.
    throw new UnreadableDelivery(saying('no-score-column', { cells: headings.length }));
  }
  return { columns, type: TYPE_HEADINGS[bare[columns.score.index]!] };
}
