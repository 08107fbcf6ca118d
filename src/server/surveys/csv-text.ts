import { CsvError, parse } from 'csv-parse/sync';
import { UnreadableDelivery } from './answer.ts';
import { saying } from './wording.ts';

const MOST_ROWS = 200_000;
const MOST_COLUMNS = 200;
const DELIMITERS = [';', ',', '\t', '|'] as const;
const SNIFFED_RECORDS = 20;

/** A record and the line of the file it begins on, counting from 1. */
export interface CsvRecord {
  line: number;
  cells: string[];
}

/**
 * The text of a file: by its byte order mark, else UTF-8 where it is valid, else UTF-16LE where every other byte is 0,
 * else Windows-1252 (what Excel writes in Brazil). Line ends become \n. @throws UnreadableDelivery on NUL.
 */
export function decodeText(bytes: Uint8Array): string {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes).replace(/\r\n?/g, '\n');
  if (text.includes('\u0000')) throw new UnreadableDelivery(saying('nul-signs'));
  return text;
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (looksUtf16(bytes)) return 'utf-16le';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

function looksUtf16(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 400);
  if (sample.length < 8 || bytes.length % 2 === 1) return false;
  let zeros = 0;
  for (let at = 1; at < sample.length; at += 2) if (sample[at] === 0) zeros++;
  return zeros > sample.length / 2 / 2;
}

/** The records of a text with their lines; a first line `sep=;` names the delimiter. @throws UnreadableDelivery */
export function readRecords(text: string, chosen?: string): CsvRecord[] {
  const named = /^sep=(.)\n/i.exec(text);
  const body = named ? text.slice(named[0].length) : text;
  const before = named ? 1 : 0;
  const delimiter = chosen ?? named?.[1] ?? sniffDelimiter(body);
  const records = parseBody(body, delimiter, before).map(({ record, info }) => ({ line: before + info.lines - innerLines(record), cells: record }));
  if (records.length > MOST_ROWS + 1) throw new UnreadableDelivery(saying('too-many-rows', { most: MOST_ROWS }));
  const wide = records.find((record) => record.cells.length > MOST_COLUMNS);
  if (wide) throw new UnreadableDelivery(saying('too-many-columns', { line: wide.line, most: MOST_COLUMNS }));
  return records;
}

function parseBody(body: string, delimiter: string, before: number): { record: string[]; info: { lines: number } }[] {
  try {
    return parse(body, { delimiter, info: true, relax_column_count: true, relax_quotes: true, record_delimiter: '\n' }) as never;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = before + Number((error as { lines?: number }).lines ?? 0);
    throw new UnreadableDelivery(saying(error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'open-quote' : 'unreadable-line', { line }));
  }
}

function innerLines(cells: readonly string[]): number {
  let lines = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) lines++;
  }
  return lines;
}

/**
 * The delimiter that splits most of the first 20 records like the first one, counted outside quotation marks;
 * more columns decide a tie. A comma where there is none.
 */
export function sniffDelimiter(text: string): string {
  const counts = delimiterCounts(text);
  let best: string = ',';
  let bestScore = 0;
  for (const [index, delimiter] of DELIMITERS.entries()) {
    const inHeader = counts[0]?.[index] ?? 0;
    if (inHeader === 0) continue;
    const alike = counts.filter((record) => record[index] === inHeader).length;
    const score = alike * 1000 + inHeader;
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

function delimiterCounts(text: string): number[][] {
  const records: number[][] = [];
  let counts = DELIMITERS.map(() => 0);
  let blank = true;
  let quoted = false;
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === '\n') {
      if (!blank) records.push(counts);
      if (records.length === SNIFFED_RECORDS) return records;
      counts = DELIMITERS.map(() => 0);
      blank = true;
      continue;
    } else if (!quoted) {
      const index = DELIMITERS.indexOf(sign as ';');
      if (index >= 0) counts[index]!++;
    }
    blank = false;
  }
  return blank ? records : [...records, counts];
}
