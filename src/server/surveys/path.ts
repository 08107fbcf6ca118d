/** One step into a document: a key, a position, or the item of a list whose field has a value. */
type Step = string | number | { field: string; equals: string };

const SEGMENT = /^([^[\]]*)((?:\[[^\]]+\])*)$/;

/**
 * Reads a dotted path: `data.answers[0].value`, `answers.0.value`, `indicators[column=cnpj].value`; "" is the document.
 * @throws Error naming the path that cannot be read.
 */
export function parsePath(path: string): Step[] {
  if (path.trim() === '') return [];
  return path.split(/\.(?![^[]*\])/).flatMap((segment) => {
    const found = SEGMENT.exec(segment);
    if (found === null || segment === '') throw new Error(`The path "${path}" cannot be read: write it like data.answers[0].value.`);
    const key = /^\d+$/.test(found[1]!) ? Number(found[1]) : found[1]!;
    const inside = [...found[2]!.matchAll(/\[([^\]]+)\]/g)].map((match) => bracket(match[1]!));
    return key === '' ? inside : [key, ...inside];
  });
}

function bracket(text: string): Step {
  if (/^\d+$/.test(text)) return Number(text);
  const equals = text.indexOf('=');
  return equals > 0 ? { field: text.slice(0, equals).trim(), equals: text.slice(equals + 1).trim() } : text;
}

/** The value a path leads to; undefined where it leads nowhere. Never reads inherited fields. */
export function valueAt(document: unknown, steps: readonly Step[]): unknown {
  let value = document;
  for (const step of steps) {
    if (value === null || typeof value !== 'object') return undefined;
    if (typeof step === 'object') {
      if (!Array.isArray(value)) return undefined;
      value = value.find((item) => item !== null && typeof item === 'object' && String(own(item, step.field)) === step.equals);
    } else {
      value = own(value, step);
    }
  }
  return value;
}

function own(value: object, key: string | number): unknown {
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}
