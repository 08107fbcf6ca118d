import * as modules from '../../src/server/modules.ts';
import type { Migrations } from '../../src/server/platform/migrate.ts';

const { allMigrations, migrations: wired } = modules as { allMigrations?: () => Promise<Migrations>; migrations?: Migrations };

export const migrations: Migrations = wired ?? (await allMigrations!());
