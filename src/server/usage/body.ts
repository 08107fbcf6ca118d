/** The most events of one bulk. */
const MOST_EVENTS = 1_000;

/** What a body holds, by line or place in the list, counted from 1; a line that is no JSON has its fault instead. */
export type Row = { row: number; value: unknown } | { row: number; fault: string };
export type BadBody = { status: 400 | 413; fault: string };

/** A single event's body. */
export function readSingle(body: Buffer): Row | BadBody {
  const text = textOf(body);
  if (typeof text !== 'string') return text;
  const value = parsed(text);
  return value === undefined ? { status: 400, fault: 'The body is no JSON: send one event as a JSON object.' } : { row: 1, value: value.json };
}

/** A bulk's body: a JSON list, or one JSON object a line (NDJSON; empty lines do not count). */
export function readBulk(body: Buffer): Row[] | BadBody {
  const text = textOf(body);
  if (typeof text !== 'string') return text;
  const rows = text.trimStart().startsWith('[') ? fromList(text) : fromLines(text);
  if (rows === undefined || rows.length === 0) return { status: 400, fault: 'The body holds no events: send a JSON list, or one JSON object a line (NDJSON).' };
  return rows.length > MOST_EVENTS ? { status: 413, fault: `The body holds more than ${MOST_EVENTS} events: send fewer at a time.` } : rows;
}

function textOf(body: Buffer): string | BadBody {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return { status: 400, fault: 'The body is not UTF-8.' };
  }
}

function fromList(text: string): Row[] | undefined {
  const list = parsed(text)?.json;
  return Array.isArray(list) ? list.map((value: unknown, index) => ({ row: index + 1, value })) : undefined;
}

function fromLines(text: string): Row[] {
  return text.split('\n').flatMap((line, index): Row[] => {
    if (line.trim() === '') return [];
    const value = parsed(line);
    return [value === undefined ? { row: index + 1, fault: 'is no JSON' } : { row: index + 1, value: value.json }];
  });
}

function parsed(text: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
