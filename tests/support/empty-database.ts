import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { inject } from 'vitest';
import type { Tables } from '../../src/server/platform/db.ts';
import { createLog } from '../../src/server/platform/log.ts';
import { openPool, postgresKysely } from '../../src/server/platform/postgres.ts';
import { databaseUrl, onServer } from './database-template.ts';

export interface EmptyDb {
  url: string;
  /** The database's name, for statements of the server's owner. */
  name: string;
  /** Owner's handles with pools of their own, as processes have them. */
  handles: Kysely<Tables>[];
  /** Runs a statement as the server's owner on the server's own database. */
  onServer(statement: string): Promise<void>;
  close(): Promise<void>;
}

/** A PostgreSQL database without anything in it. Only where TEST_DATABASE_URL is set. */
export async function openEmptyDb(handles: number): Promise<EmptyDb> {
  const template = inject('databaseTemplate');
  if (template.engine !== 'postgres') throw new Error('An empty database is made on PostgreSQL only: set TEST_DATABASE_URL.');
  const name = `baton_empty_${randomBytes(6).toString('hex')}`;
  await onServer(template.server, `create database ${name}`);
  const url = databaseUrl(template.server, name);
  const opened = Array.from({ length: handles }, () => postgresKysely(openPool(url, createLog('silent'), 2)));
  return {
    url,
    name,
    handles: opened,
    onServer: (statement) => onServer(template.server, statement),
    async close() {
      for (const kysely of opened) await kysely.destroy();
      await onServer(template.server, `drop database ${name} with (force)`);
    },
  };
}
