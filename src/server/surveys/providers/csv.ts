import { z } from 'zod';
import { type Parsed, type Problem, UnreadableDelivery } from '../answer.ts';
import { type Columns, columnsOf } from '../csv-columns.ts';
import { type CsvRecord, decodeText, readRecords } from '../csv-text.ts';
import { dateOrderOf } from '../dates.ts';
import { type AnswerField, answerFields, draftAnswer, type DraftRules, type RawFields } from '../draft.ts';
import { fieldChoices } from '../field-words.ts';
import { answerKind, declaredScales, excludedDomains, type Provider, type ReadingContext, zone } from '../provider.ts';
import { saying } from '../wording.ts';

const settingsShape = z.strictObject({
  /** Headings by field, where the automatic choice is wrong. */
  columns: z.partialRecord(z.enum(answerFields), z.string().min(1).max(300)).default({}),
  type: z.string().max(300).optional(),
  kind: answerKind.optional(),
  surveyId: z.string().max(200).optional(),
  surveyName: z.string().max(200).optional(),
  scales: declaredScales.default({}),
  timeZone: zone.optional(),
  /** For dates like 03/02/2026 in a column where no date proves the order. */
  dateOrder: z.enum(['dmy', 'mdy']).default('dmy'),
  delimiter: z.enum([';', ',', '\t', '|']).optional(),
  excludedDomains,
});
type Settings = z.output<typeof settingsShape>;

const LONGEST_CELL = 10_000;
const DATE_FIELDS = ['answeredAt', 'updatedAt', 'sentAt'] as const;

/** A CSV of answers, posted by an administrator to its source's hook. */
export const part: Provider = {
  id: 'csv',
  label: { 'pt-BR': 'Arquivo CSV', en: 'CSV file' },
  settings: [
    { id: 'columns', label: { 'pt-BR': 'Colunas', en: 'Columns' }, hint: { 'pt-BR': 'Vazio: pelos títulos', en: 'Empty: by their headings' }, input: 'mapping', choices: fieldChoices },
    { id: 'type', label: { 'pt-BR': 'Tipo de pesquisa', en: 'Survey type' }, hint: { 'pt-BR': 'Quando o arquivo não tem a coluna', en: 'Where the file has no such column' }, input: 'text' },
    { id: 'scales', label: { 'pt-BR': 'Escalas', en: 'Scales' }, input: 'scales' },
    {
      id: 'dateOrder',
      label: { 'pt-BR': 'Datas ambíguas', en: 'Ambiguous dates' },
      input: 'choice',
      choices: [
        { value: 'dmy', label: { 'pt-BR': 'Dia/mês/ano', en: 'Day/month/year' } },
        { value: 'mdy', label: { 'pt-BR': 'Mês/dia/ano', en: 'Month/day/year' } },
      ],
    },
    { id: 'timeZone', label: { 'pt-BR': 'Fuso horário', en: 'Time zone' }, hint: { 'pt-BR': 'Vazio: o do portal', en: "Empty: the portal's" }, input: 'text' },
  ],
  settingsShape,
  bodyLimit: 10 * 1024 * 1024,
  waitsForReport: true,
  trustedIds: true,
  verify: () => true,
  parse,
};

function parse(body: Buffer, context: ReadingContext): Parsed {
  const settings = context.settings as Settings;
  const records = readRecords(decodeText(body), settings.delimiter);
  const header = records.find((record) => !isBlank(record));
  if (header === undefined) throw new UnreadableDelivery(saying('empty-file'));
  const { columns, type } = columnsOf(header.cells, settings.columns);
  const rows = records.slice(records.indexOf(header) + 1);
  const rules = rulesOf(rows, columns, settings, context);
  const fixed: RawFields = { type: settings.type ?? type, kind: settings.kind, surveyId: settings.surveyId, surveyName: settings.surveyName };
  const parsed: Parsed = { answers: [], invitations: [], problems: [], rows: rows.length };
  const repeats = new Map<string, number>();
  for (const record of rows) {
    const fault = rowFault(record);
    if (fault !== undefined) {
      parsed.problems.push(fault);
      continue;
    }
    const draft = draftAnswer(fieldsOf(record, columns, fixed), record.line, rules);
    if (draft.answer) {
      if (isNameless(draft.answer, columns)) draft.answer.externalId = numbered(draft.answer.externalId, repeats);
      parsed.answers.push(draft.answer);
    }
    if (draft.invitation) parsed.invitations.push(draft.invitation);
    parsed.problems.push(...draft.problems);
  }
  return parsed;
}

function isBlank({ cells }: CsvRecord): boolean {
  return cells.every((cell) => cell.trim() === '');
}

function rowFault(record: CsvRecord): Problem | undefined {
  if (isBlank(record)) return { row: record.line, severity: 'skipped', ...saying('blank') };
  if (record.cells.every((cell) => cell.length <= LONGEST_CELL)) return undefined;
  return { row: record.line, severity: 'error', ...saying('cell-too-long', { most: LONGEST_CELL }) };
}

function fieldsOf(record: CsvRecord, columns: Columns, fixed: RawFields): RawFields {
  const fields: RawFields = { ...fixed };
  for (const field of answerFields) {
    const column = columns[field];
    const cell = column && record.cells[column.index];
    if (cell === undefined || cell.trim() === '') continue;
    fields[field] = column!.utc && !/^\d+$/.test(cell.trim()) ? `${cell.trim()} UTC` : cell;
  }
  if (fields.name !== undefined && fields.firstName === undefined && fields.lastName !== undefined) {
    fields.name = `${String(fields.name).trim()} ${String(fields.lastName).trim()}`;
  }
  if (columns.score && fields.score === undefined) fields.score = '';
  return fields;
}

function rulesOf(rows: readonly CsvRecord[], columns: Columns, settings: Settings, context: ReadingContext): DraftRules {
  const orders = new Map<AnswerField, 'dmy' | 'mdy'>();
  for (const field of DATE_FIELDS) {
    const column = columns[field];
    if (column) orders.set(field, dateOrderOf(rows.map((row) => row.cells[column.index] ?? ''), settings.dateOrder));
  }
  return {
    provider: 'csv',
    types: context.types,
    scales: settings.scales,
    timeZone: settings.timeZone ?? context.timeZone,
    orderOf: (field) => orders.get(field) ?? settings.dateOrder,
    trustedIds: context.trustedIds,
    excludedDomains: new Set(settings.excludedDomains),
    receivedAt: context.receivedAt,
    missingClock: 'received',
  };
}

/** Equal rows with neither id, person nor date may well be several people's: each keeps its own number. */
function isNameless(answer: { respondentKey: string | null }, columns: Columns): boolean {
  return columns.externalId === undefined && columns.answeredAt === undefined && answer.respondentKey === null;
}

function numbered(key: string, repeats: Map<string, number>): string {
  const count = (repeats.get(key) ?? 0) + 1;
  repeats.set(key, count);
  return count === 1 ? key : `${key}#${count}`;
}
