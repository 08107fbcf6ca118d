import type { SettingField } from '../platform/setting-field.ts';
import type { AnswerField } from './draft.ts';

type Choices = NonNullable<SettingField['choices']>;

const FIELDS: { [Field in AnswerField]: readonly [pt: string, en: string] } = {
  score: ['Nota', 'Score'],
  comment: ['Comentário', 'Comment'],
  email: ['E-mail', 'E-mail'],
  name: ['Nome da pessoa', 'Name of the person'],
  firstName: ['Primeiro nome', 'First name'],
  lastName: ['Sobrenome', 'Last name'],
  role: ['Cargo', 'Job title'],
  answeredAt: ['Respondida em', 'Answered at'],
  externalId: ['Id da resposta', 'Id of the answer'],
  updatedAt: ['Atualizada em', 'Updated at'],
  sentAt: ['Enviada em', 'Sent at'],
  companyId: ['Id da empresa no HubSpot', 'Company id in HubSpot'],
  cnpj: ['CNPJ', 'CNPJ'],
  domain: ['Domínio da empresa', "Company's domain"],
  contactId: ['Id do contato no HubSpot', 'Contact id in HubSpot'],
  personId: ['Id da pessoa', 'Id of the person'],
  anonymous: ['Anônima', 'Anonymous'],
  type: ['Tipo de pesquisa', 'Survey type'],
  kind: ['Relacional ou transacional', 'Relational or transactional'],
  surveyId: ['Id da pesquisa', 'Survey id'],
  surveyName: ['Nome da pesquisa', 'Survey name'],
  touchpoint: ['Ponto de contato', 'Touchpoint'],
  channel: ['Canal', 'Channel'],
};

const SIGNATURE = {
  header: ['Cabeçalho', 'Header'],
  algorithm: ['Algoritmo (sha1, sha256, sha512)', 'Algorithm (sha1, sha256, sha512)'],
  encoding: ['Codificação (hex, base64)', 'Encoding (hex, base64)'],
  prefix: ['Prefixo', 'Prefix'],
} as const;

/** The fields of an answer, as the keys of a mapping; the ones most needed come first. */
export const fieldChoices: Choices = choicesOf(FIELDS);

/** What a signature's description may hold. */
export const signatureChoices: Choices = choicesOf(SIGNATURE);

function choicesOf(words: { readonly [value: string]: readonly [pt: string, en: string] }): Choices {
  return Object.entries(words).map(([value, [pt, en]]) => ({ value, label: { 'pt-BR': pt, en } }));
}
