import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { pipeline } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';

/** Writes lines to a packed file that its owner alone may read. */
export function createLineFile(path: string): { write(line: string): Promise<void>; close(): Promise<void> } {
  const packed = createGzip();
  const file = packed.pipe(createWriteStream(path, { mode: 0o600, flags: 'wx' }));
  const failed = once(file, 'error').then(([error]) => Promise.reject(error as Error));
  failed.catch(() => undefined);
  return {
    async write(line) {
      if (!packed.write(`${line}\n`)) await Promise.race([once(packed, 'drain'), failed]);
    },
    async close() {
      packed.end();
      await Promise.race([once(file, 'close'), failed]);
    },
  };
}

/** The lines of a packed file. Split at \n alone: node:readline would also split inside texts that hold U+2028. */
export async function* readLineFile(path: string): AsyncGenerator<string, undefined> {
  let rest = '';
  // The pipeline ends the iteration with a fault of either stream.
  const unpacked = pipeline(createReadStream(path), createGunzip(), () => undefined).setEncoding('utf8');
  for await (const chunk of unpacked) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
  return undefined;
}
