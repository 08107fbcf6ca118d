const DEEPEST = 32;
const MOST_KEYS = 1_000;
const MOST_ITEMS = 10_000;

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** True for bytes that begin like a JSON object or list; spaces and a byte order mark may stand before. */
export function looksLikeJson(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => byte > 0x20 && byte < 0x80);
  return first === OPEN_OBJECT || first === OPEN_LIST;
}

/**
 * Why a JSON text is more than Baton takes (deeper than 32, an object of more than 1,000 keys, a list of more than 10,000
 * items); undefined when it is not. One pass over the bytes, before anything is parsed. Bytes that are no JSON pass: the
 * parser says so better.
 */
export function jsonFault(bytes: Uint8Array): string | undefined {
  const separators = new Int32Array(DEEPEST + 1);
  const isList = new Uint8Array(DEEPEST + 1);
  let depth = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index]!;
    if (byte === QUOTE) {
      index = endOfText(bytes, index);
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      depth += 1;
      if (depth > DEEPEST) return `The JSON is nested deeper than ${DEEPEST}.`;
      separators[depth] = 0;
      isList[depth] = byte === OPEN_LIST ? 1 : 0;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      depth = Math.max(0, depth - 1);
    } else if (byte === COMMA && depth > 0) {
      const items = (separators[depth] = separators[depth]! + 1) + 1;
      if (isList[depth] === 1 && items > MOST_ITEMS) return `A list in the JSON has more than ${MOST_ITEMS} items: send fewer at a time.`;
      if (isList[depth] === 0 && items > MOST_KEYS) return `An object in the JSON has more than ${MOST_KEYS} keys.`;
    }
  }
  return undefined;
}

/** The index of the quote that ends the text begun at `start`; the last index where none does. */
function endOfText(bytes: Uint8Array, start: number): number {
  let index = start + 1;
  while (index < bytes.length && bytes[index] !== QUOTE) index += bytes[index] === BACKSLASH ? 2 : 1;
  return index;
}
