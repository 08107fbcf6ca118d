import { existsSync, readdirSync } from 'node:fs';
import type { Migrations } from './platform/migrate.ts';
import { migrations as platform } from './platform/record.ts';

/** TEMPORARY until the rooms are in: every room's migrations, found by folder. */
export async function allMigrations(): Promise<Migrations> {
  const all: Migrations = { ...platform };
  for (const room of readdirSync(new URL('.', import.meta.url))) {
    const file = new URL(`./${room}/migrations.ts`, import.meta.url);
    if (!existsSync(file)) continue;
    const found = (await import(/* @vite-ignore */ file.href)) as { migrations: Migrations };
    Object.assign(all, found.migrations);
  }
  return all;
}
