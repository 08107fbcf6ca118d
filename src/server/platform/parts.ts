import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ZodType } from 'zod';
import { StartFault } from './errors.ts';

/**
 * Loads every part of a folder: each .ts file but index.ts exports `part`, whose id is the file's name.
 * @param folder URL of the folder, ending in a slash.
 * @throws StartFault naming the file and what its shape lacks.
 */
export async function loadParts<T extends { id: string }>(folder: URL, shape: ZodType): Promise<ReadonlyMap<string, T>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts') && file !== 'index.ts').sort();
  const parts = new Map<string, T>();
  for (const file of files) {
    const { part } = (await import(new URL(file, folder).href)) as { part?: T };
    const fault = part === undefined ? 'it exports no `part`' : faultOf(part, shape, basename(file, '.ts'));
    if (fault !== undefined) throw new StartFault(`The part ${file} does not fit its socket: ${fault}.`, 'Mend the file or take it out of the folder.');
    parts.set(part!.id, Object.freeze(part!));
  }
  return parts;
}

function faultOf(part: { id: string }, shape: ZodType, name: string): string | undefined {
  const result = shape.safeParse(part);
  if (!result.success) return result.error.issues.map((issue) => `${issue.path.join('.') || 'part'}: ${issue.message}`).join('; ');
  return part.id === name ? undefined : `its id is "${part.id}" but the file is called "${name}"`;
}
