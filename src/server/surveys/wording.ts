import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { Words } from '../platform/words.ts';

/**
 * Every sentence about survey intake, by code. What happened is stored as a code with its {parameters}: numbers and short
 * names, never a respondent's words. It becomes a sentence only where someone reads it, in the reader's language.
 */
export const wording = {
  // The hook
  'wrong-secret': { 'pt-BR': 'Este endereço não é válido: copie-o de novo da fonte.', en: 'This address is not valid: copy it anew from the source.' },
  'wrong-signature': { 'pt-BR': 'A assinatura está errada: confira o segredo de assinatura da fonte.', en: "The signature is wrong: check the source's signing secret." },
  'body-too-large': { 'pt-BR': 'O corpo passa de {most} bytes: envie menos respostas por vez.', en: 'The body is larger than {most} bytes: send fewer answers at a time.' },
  'too-many-deliveries': { 'pt-BR': 'Esta fonte enviou demais neste minuto: envie de novo depois.', en: 'This source has sent too much this minute: send it again later.' },
  'not-now': { 'pt-BR': 'O Baton não consegue receber isto agora. Envie de novo.', en: 'Baton cannot take this now. Send it again.' },

  // A delivery as a whole
  'our-fault': {
    'pt-BR': 'O Baton falhou nesta entrega: avise quem o mantém e processe a entrega de novo depois de uma atualização.',
    en: 'Baton failed on this delivery: report it, then run the delivery again after an update.',
  },
  'tool-gone': { 'pt-BR': 'Esta versão do Baton não conhece a ferramenta "{tool}" da fonte.', en: 'The source\'s tool "{tool}" is unknown to this version of Baton.' },
  'settings-unfit': { 'pt-BR': 'As configurações da fonte não servem: {faults}.', en: "The source's settings do not fit: {faults}." },
  'too-many-answers': {
    'pt-BR': 'O banco de dados embutido aceita {most} respostas: aponte DATABASE_URL para um servidor PostgreSQL e processe a entrega de novo.',
    en: 'The embedded database takes {most} answers: set DATABASE_URL to a PostgreSQL server, then run the delivery again.',
  },
  'no-json': { 'pt-BR': 'O corpo não é JSON em UTF-8: configure a ferramenta para enviar JSON.', en: 'The body is no JSON in UTF-8: set the tool to send JSON.' },
  'too-many-items': { 'pt-BR': 'A lista tem mais de {most} respostas: envie menos por vez, ou um CSV.', en: 'The list holds more than {most} answers: send fewer at a time, or a CSV.' },
  'no-answer-at': {
    'pt-BR': 'Não há resposta em "{path}": corrija o caminho da lista nas configurações da fonte.',
    en: 'There is no answer at "{path}": mend the path of the list in the source\'s settings.',
  },
  'no-answer': {
    'pt-BR': 'Não há resposta no topo do corpo: informe o caminho da lista nas configurações da fonte.',
    en: "There is no answer at the top of the body: mend the path of the list in the source's settings.",
  },
  'not-typeform-json': {
    'pt-BR': 'O corpo não é JSON em UTF-8: este endereço recebe só webhooks do Typeform.',
    en: 'The body is no JSON in UTF-8: this address takes webhooks of Typeform only.',
  },
  'not-typeform': {
    'pt-BR': 'O corpo não é uma resposta como o Typeform envia: aponte para este endereço só um webhook do Typeform.',
    en: 'The body is no response as Typeform sends it: point only a webhook of Typeform at this address.',
  },
  'not-submissions': { 'pt-BR': 'A página não é uma lista de respostas de pesquisas do HubSpot.', en: 'The page is no list of feedback submissions.' },

  // A file as a whole
  'empty-file': { 'pt-BR': 'O arquivo está vazio: a primeira linha deve trazer os títulos.', en: 'The file is empty: its first row must hold the headings.' },
  'nul-signs': { 'pt-BR': 'O arquivo contém caracteres NUL: salve-o como CSV UTF-8 e envie de novo.', en: 'The file holds NUL characters: save it as CSV UTF-8 and post it again.' },
  'too-many-rows': { 'pt-BR': 'O arquivo tem mais de {most} linhas: divida-o.', en: 'The file has more than {most} rows: split it.' },
  'too-many-columns': { 'pt-BR': 'A linha {line} tem mais de {most} colunas: confira o separador.', en: 'Line {line} has more than {most} columns: check the delimiter.' },
  'open-quote': {
    'pt-BR': 'Há aspas que não fecham (o arquivo termina na linha {line}): feche-as, ou duplique-as dentro de um texto.',
    en: 'A quotation mark is never closed (the file ends at line {line}): close it, or double it inside a text.',
  },
  'unreadable-line': {
    'pt-BR': 'O arquivo não pode ser lido na linha {line}: salve-o como CSV UTF-8 e envie de novo.',
    en: 'The file cannot be read at line {line}: save it as CSV UTF-8 and post it again.',
  },
  'missing-column': {
    'pt-BR': 'A fonte lê {field} da coluna "{heading}", que falta no arquivo: corrija o arquivo, ou as colunas da fonte.',
    en: 'The source reads {field} from the column "{heading}", which the file lacks: mend the file, or the source\'s columns.',
  },
  'no-score-column': {
    'pt-BR': 'Nenhuma coluna traz a nota: chame-a de "nota" ou "score", ou escolha-a nas configurações da fonte. A primeira linha deve trazer os títulos; ela tem {cells} células.',
    en: 'No column holds the score: call it "nota" or "score", or choose it in the source\'s settings. The first row must hold the headings; it has {cells} cells.',
  },

  // A row that was not taken, or not whole
  'missing-type': {
    'pt-BR': 'Falta o tipo de pesquisa: mapeie-o, ou defina-o nas configurações da fonte.',
    en: "The survey type is missing: map it, or set it in the source's settings.",
  },
  'unknown-type': { 'pt-BR': 'O tipo de pesquisa "{given}" não é conhecido: os conhecidos são {known}.', en: 'The survey type "{given}" is unknown: known are {known}.' },
  'empty-score': {
    'pt-BR': 'Falta a nota: é preciso um número inteiro de {min} a {max} ({type}).',
    en: 'The score is missing: a whole number from {min} to {max} is needed ({type}).',
  },
  'bad-score': {
    'pt-BR': '"{given}" não é uma nota de {type}: é preciso um número inteiro de {min} a {max}.',
    en: '"{given}" is no {type} answer: a whole number from {min} to {max} is needed.',
  },
  'bad-scale': {
    'pt-BR': 'A escala de {type} deve ser de dois números inteiros, o menor primeiro.',
    en: 'The scale of {type} must be two whole numbers, the lower first.',
  },
  'unknown-classes': {
    'pt-BR': 'As classes de {type} de {min} a {max} não são conhecidas: declare topFrom e bottomTo nas configurações da fonte.',
    en: "The classes of {type} on {min} to {max} are not known: declare topFrom and bottomTo in the source's settings.",
  },
  'unfit-classes': {
    'pt-BR': 'As classes de {type} de {min} a {max} não servem: bottomTo deve ficar abaixo de topFrom, ambos na escala.',
    en: 'The classes of {type} on {min} to {max} do not fit: bottomTo must lie below topFrom, both on the scale.',
  },
  'bad-date': {
    'pt-BR': 'Uma data não pode ser lida: escreva 2026-12-31T23:59:59Z ou 31/12/2026 23:59.',
    en: 'A date cannot be read: write 2026-12-31T23:59:59Z or 31/12/2026 23:59.',
  },
  future: {
    'pt-BR': 'A resposta tem data no futuro: confira a ordem de dia e mês, e o fuso horário.',
    en: 'The answer is dated in the future: check the order of day and month, and the time zone.',
  },
  'bad-email': { 'pt-BR': 'O endereço de e-mail não é válido; ele ficou de fora.', en: 'The e-mail address is not one; it was left out.' },
  'bad-cnpj': {
    'pt-BR': 'O CNPJ não passa nos dígitos verificadores; ele ficou de fora. Formate a coluna como texto antes de salvar.',
    en: 'The CNPJ fails its check digits; it was left out. Format the column as text before saving.',
  },
  'bad-company-id': {
    'pt-BR': 'O id da empresa não é de um registro do HubSpot; ele ficou de fora.',
    en: 'The company id is no HubSpot record id; it was left out.',
  },
  'cell-too-long': {
    'pt-BR': 'Uma célula passa de {most} caracteres: encurte-a, ou feche as aspas dela.',
    en: 'A cell is longer than {most} characters: shorten it, or close its quotation mark.',
  },

  // A row without an answer to take
  blank: { 'pt-BR': 'A linha está em branco.', en: 'The row is blank.' },
  stale: { 'pt-BR': 'Uma versão mais nova desta resposta já é conhecida.', en: 'A newer version of this answer is already known.' },
  superseded: { 'pt-BR': 'Uma linha posterior com o mesmo id substitui esta.', en: 'A later row with the same id replaces this one.' },
  erased: {
    'pt-BR': 'A pessoa foi apagada desta conta: a linha não foi aceita, e a entrega não é guardada.',
    en: 'The person was erased from this account: the row was not taken, and the delivery is not kept.',
  },
  ignored: { 'pt-BR': 'A entrega é uma das que a fonte manda ignorar.', en: 'The delivery is one of those the source says to ignore.' },
  'no-score': { 'pt-BR': 'A resposta não traz pergunta de NPS, escala de opinião ou avaliação.', en: 'The response answers no NPS, opinion scale or rating question.' },
  partial: { 'pt-BR': 'A resposta não está completa: ela conta quando for enviada.', en: 'The response is not finished: it counts once it is submitted.' },
  'other-event': { 'pt-BR': 'A entrega não é uma resposta enviada.', en: 'The delivery is no submitted response.' },
  'other-form': { 'pt-BR': 'O formulário não está entre os das configurações da fonte.', en: "The form is not among those of the source's settings." },
  test: { 'pt-BR': 'Um teste do Typeform, com respostas de exemplo: não foi aceito.', en: 'A test request of Typeform, with sample answers: it was not taken.' },
  'other-survey-type': { 'pt-BR': 'A pesquisa não é NPS, CSAT nem CES.', en: 'The survey is neither NPS, CSAT nor CES.' },
  archived: { 'pt-BR': 'A resposta foi excluída.', en: 'The answer is deleted.' },
  'off-scale': { 'pt-BR': 'A nota não cabe na escala da pesquisa.', en: 'The score does not fit the scale of its survey.' },

  // Changes of a source
  'unknown-tool': { 'pt-BR': 'Ferramenta desconhecida "{tool}": as conhecidas são {known}.', en: 'Unknown tool "{tool}": known are {known}.' },
  'bad-source-id': { 'pt-BR': 'O id deve ter letras minúsculas, algarismos e hifens, no máximo 60.', en: 'The id must be lower case letters, digits and dashes, 60 at most.' },
  'source-exists': { 'pt-BR': 'Já existe uma fonte "{source}": escolha outro id.', en: 'There is a source "{source}" already: choose another id.' },
  'no-source': { 'pt-BR': 'Não existe a fonte "{source}": liste as fontes para ver os ids.', en: 'There is no source "{source}": list the sources to see their ids.' },
  'secret-missing': { 'pt-BR': 'As entregas desta fonte são assinadas: informe também o segredo de assinatura.', en: 'Deliveries of this source are signed: give the signing secret, too.' },
  'secret-unused': {
    'pt-BR': 'Um segredo de assinatura foi informado: indique também o cabeçalho da assinatura nas configurações.',
    en: 'A signing secret is given: name the header of the signature in the settings, too.',
  },

  // One setting; several stand in one sentence
  'setting-unknown': { 'pt-BR': '"{setting}" não é uma configuração conhecida', en: '"{setting}" is no known setting' },
  'setting-unfit': { 'pt-BR': '"{setting}" tem um valor que não serve', en: '"{setting}" has a value that does not fit' },
  'setting-text': { 'pt-BR': '"{setting}" deve ser um texto', en: '"{setting}" must be a text' },
  'setting-number': { 'pt-BR': '"{setting}" deve ser um número', en: '"{setting}" must be a number' },
  'setting-whole': { 'pt-BR': '"{setting}" deve ser um número inteiro', en: '"{setting}" must be a whole number' },
  'setting-toggle': { 'pt-BR': '"{setting}" deve ser true ou false', en: '"{setting}" must be true or false' },
  'setting-list': { 'pt-BR': '"{setting}" deve ser uma lista', en: '"{setting}" must be a list' },
  'setting-object': { 'pt-BR': '"{setting}" deve ser um objeto com campos', en: '"{setting}" must be an object with fields' },
  'setting-choice': { 'pt-BR': '"{setting}" deve ser um destes: {choices}', en: '"{setting}" must be one of: {choices}' },
  'setting-small': { 'pt-BR': '"{setting}" é pequeno demais: no mínimo {least}', en: '"{setting}" is too small: at least {least}' },
  'setting-large': { 'pt-BR': '"{setting}" é grande demais: no máximo {most}', en: '"{setting}" is too large: at most {most}' },
  'setting-path': { 'pt-BR': '"{setting}" não é um caminho: escreva-o como data.answers[0].value', en: '"{setting}" is no path: write it like data.answers[0].value' },
  'setting-zone': { 'pt-BR': '"{setting}" não é um fuso horário: escreva-o como America/Sao_Paulo', en: '"{setting}" is no time zone: write it like America/Sao_Paulo' },
} as const satisfies Record<string, Words>;

export type Code = keyof typeof wording;
type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type NamesOf<C extends Code> = Names<(typeof wording)[C][Language]>;
/** A number, a short name, or sayings that stand inside the sentence. */
type Param = string | number | readonly Saying[];

/** Something to tell, in no language yet; it is what is stored. */
export interface Saying {
  code: Code;
  params: { readonly [name: string]: Param };
}

/** Something to tell, with the parameters its sentence needs. */
export function saying<C extends Code>(code: C, ...params: [NamesOf<C>] extends [never] ? [] : [{ readonly [N in NamesOf<C>]: Param }]): Saying {
  return { code, params: params[0] ?? {} };
}

/** The sentence in one language. What another version stored under a code unknown here is told by its code. */
export function tell({ code, params }: Saying, language: Language): string {
  const words: Words | undefined = Object.hasOwn(wording, code) ? wording[code] : undefined;
  return words === undefined ? code : words[language].replace(/\{(\w+)\}/g, (_, name: string) => shown(params[name], language));
}

/** The sentence in both languages, for those who choose later. */
export function inBoth(said: Saying): Words {
  return { 'pt-BR': tell(said, 'pt-BR'), en: tell(said, 'en') };
}

function shown(param: Param | undefined, language: Language): string {
  if (typeof param === 'number') return new Intl.NumberFormat(language).format(param);
  return typeof param === 'object' ? param.map((said) => tell(said, language)).join('; ') : (param ?? '…');
}
