import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { smallPng } from './small-png.ts';

const root = join(import.meta.dirname, '../..');

/** Writes a screenshot, made small, to a path below the repository's root. */
export function keep(path: string, picture: Buffer): void {
  const small = smallPng(picture);
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), small);
  console.log(`${path}: ${Math.round(small.length / 1000)} kB`);
}
