import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { StartFault } from '../../src/server/platform/errors.ts';
import { loadParts } from '../../src/server/platform/parts.ts';

const Shape = z.object({ id: z.string(), weight: z.number() });
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Loads a folder that holds these files. */
function load(files: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'baton-parts-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return loadParts<{ id: string; weight: number }>(pathToFileURL(`${folder}/`), Shape);
}

const part = (id: string, weight: unknown = 1) => `export const part = { id: ${JSON.stringify(id)}, weight: ${JSON.stringify(weight)} };`;

describe('a folder of parts', () => {
  it('becomes a map by id, in the order of the names', async () => {
    const parts = await load({ 'b.ts': part('b', 2), 'a.ts': part('a', 1), 'index.ts': 'export {};', 'notes.md': '' });
    expect([...parts]).toEqual([['a', { id: 'a', weight: 1 }], ['b', { id: 'b', weight: 2 }]]);
  });

  it('freezes its parts', async () => {
    expect(Object.isFrozen((await load({ 'a.ts': part('a') })).get('a'))).toBe(true);
  });

  it('is allowed to be empty', async () => {
    expect((await load({})).size).toBe(0);
  });

  it.each([
    ['exports nothing', { 'a.ts': 'export const other = 1;' }, 'a.ts does not fit its socket: it exports no `part`'],
    ['has another id than its file', { 'a.ts': part('b') }, 'its id is "b" but the file is called "a"'],
    ['lacks what its socket asks for', { 'a.ts': part('a', 'heavy') }, 'weight: '],
  ])('stops the start when a file %s', async (_, files, fault) => {
    const loading = load(files as Record<string, string>);
    await expect(loading).rejects.toThrow(StartFault);
    await expect(loading).rejects.toThrow(fault);
  });
});
