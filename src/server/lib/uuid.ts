/** A random (version 4) UUID from 16 random bytes. */
export function uuid(bytes: Uint8Array): string {
  const marked = Buffer.from(bytes);
  marked[6] = (marked[6]! & 0x0f) | 0x40;
  marked[8] = (marked[8]! & 0x3f) | 0x80;
  return marked.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Enough of an id to tell an account's records of a kind apart: the first twelve signs, for keys that people may see. */
export function shortId(id: string): string {
  return id.replaceAll('-', '').slice(0, 12);
}
