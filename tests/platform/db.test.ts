import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tx } from '../../src/server/platform/db.ts';
import { Unavailable } from '../../src/server/platform/errors.ts';
import { openTestDb, type TestDb } from '../support/database.ts';

let test: TestDb;
beforeAll(async () => {
  test = await openTestDb();
});
afterAll(() => test.close());

function note(portalId: number, name: string) {
  return sql`insert into events (portal_id, name, at, actor, payload) values (${portalId}, ${name}, ${new Date(0)}, 'system', '{}')`;
}

async function namesSeenBy(portalId: number): Promise<string[]> {
  return test.db.withPortal(portalId, async (tx) => {
    const { rows } = await sql<{ name: string }>`select name from events order by name`.execute(tx);
    return rows.map((row) => row.name);
  });
}

describe('withPortal', () => {
  it('shows a portal its own rows only', async () => {
    await test.db.withPortal(1, (tx) => note(1, 'of one').execute(tx));
    await test.db.withPortal(2, (tx) => note(2, 'of two').execute(tx));
    expect(await namesSeenBy(1)).toEqual(['of one']);
    expect(await namesSeenBy(2)).toEqual(['of two']);
  });

  it('refuses a row of another portal', async () => {
    await expect(test.db.withPortal(1, (tx) => note(2, 'smuggled').execute(tx))).rejects.toThrow(/row-level security/);
  });

  it('leaves nothing behind when its work throws', async () => {
    const failing = test.db.withPortal(3, async (tx) => {
      await note(3, 'half').execute(tx);
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await namesSeenBy(3)).toEqual([]);
  });

  it('refuses a transaction inside a transaction, which would wait for itself on the embedded engine', async () => {
    const nested = test.db.withPortal(1, () => test.db.withPortal(1, async () => 1));
    await expect(nested).rejects.toThrow('hand the outer tx on');
  });

  it('keeps portals apart when their transactions interleave', async () => {
    const portals = Array.from({ length: 20 }, (_, index) => 100 + index);
    await Promise.all(portals.map((portal) => test.db.withPortal(portal, (tx) => note(portal, `of ${portal}`).execute(tx))));
    const seen = await Promise.all(portals.map(namesSeenBy));
    expect(seen).toEqual(portals.map((portal) => [`of ${portal}`]));
  });

  it('reads 64-bit ids and numerics as numbers, and days as text', async () => {
    const row = await test.db.withPortal(1, async (tx) => {
      const { rows } = await sql`select 9007199254740991::bigint as id, 1.5::numeric as amount, date '2026-03-01' as day`.execute(tx);
      return rows[0];
    });
    expect(row).toEqual({ id: 9007199254740991, amount: 1.5, day: '2026-03-01' });
  });
});

describe('a transaction that is over', () => {
  it('refuses further statements: its connection may serve another portal by then', async () => {
    const kept = await test.db.withPortal(1, async (tx) => ({ tx }));
    await expect(note(1, 'too late').execute(kept.tx)).rejects.toThrow('after its end');
  });
});

describe('readPortal', () => {
  const readNames = (portalId: number) =>
    test.db.readPortal(portalId, async (tx) => (await sql<{ name: string }>`select name from events order by name`.execute(tx)).rows.map((row) => row.name));

  it('shows a portal its own rows only, also when many read at once', async () => {
    const portals = Array.from({ length: 20 }, (_, index) => 200 + index);
    for (const portal of portals) await test.db.withPortal(portal, (tx) => note(portal, `of ${portal}`).execute(tx));
    const seen = await Promise.all([...portals, ...portals].map(readNames));
    expect(seen).toEqual([...portals, ...portals].map((portal) => [`of ${portal}`]));
  });

  it('refuses to write, where the engine can', async ({ skip }) => {
    skip(test.db.engine === 'pglite', 'kysely opens no read-only transaction on PGlite');
    await expect(test.db.readPortal(1, (tx) => note(1, 'written').execute(tx))).rejects.toThrow(/read-only/);
    expect(await namesSeenBy(1)).not.toContain('written');
  });

  it('passes on what its work throws', async () => {
    await expect(test.db.readPortal(1, async () => { throw new Error('stop'); })).rejects.toThrow('stop');
    await expect(test.db.readPortal(0, async () => 1)).rejects.toThrow('portal id');
    expect(await test.db.readPortal(1, async () => 'works')).toBe('works');
  });

  it('leaves the next transaction able to write', async () => {
    await test.db.readPortal(7, async () => 1);
    await test.db.withPortal(7, (tx) => note(7, 'after a read').execute(tx));
    expect(await namesSeenBy(7)).toEqual(['after a read']);
  });

  it('fails with its first statement, and the next one works', async () => {
    const failing = test.db.readPortal(1, (tx) => sql`select no_such_column`.execute(tx));
    await expect(failing).rejects.toThrow('no_such_column');
    expect(await readNames(1)).toEqual(await namesSeenBy(1));
  });
});

describe('a transaction that has ended', () => {
  it('refuses every statement: its connection may serve another portal by now', async () => {
    let kept: Tx | undefined;
    await test.db.withPortal(1, async (tx) => void (kept = tx));
    await expect(namesWith(kept!)).rejects.toThrow('used after its end');
    await test.db.readPortal(1, async (tx) => void (kept = tx));
    await expect(namesWith(kept!)).rejects.toThrow('used after its end');
  });

  const namesWith = async (tx: Tx) => (await sql`select name from events`.execute(tx)).rows;
});

describe('withSystem', () => {
  it('reaches no tenant row', async () => {
    await test.db.withPortal(1, (tx) => note(1, 'private').execute(tx));
    const rows = await test.db.withSystem('test', async (tx) => (await sql`select * from events`.execute(tx)).rows);
    expect(rows).toEqual([]);
  });
});

describe('the catalogue', () => {
  it('has row-level security, forced, on every table of the public schema but the migrator\'s own', async () => {
    const { rows } = await sql<{ relname: string }>`
      select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      and not (relrowsecurity and relforcerowsecurity) and relname not like 'kysely_%'`.execute(test.kysely);
    expect(rows).toEqual([]);
  });

  it('leads the primary key of every tenant table with portal_id', async () => {
    const { rows } = await sql<{ relname: string }>`
      select c.relname from pg_class c join pg_policy p on p.polrelid = c.oid
      where p.polname = c.relname || '_rows' and pg_get_expr(p.polqual, c.oid) like '%portal_id%'
      and not exists (
        select from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where i.indrelid = c.oid and i.indisprimary and a.attname = 'portal_id')`.execute(test.kysely);
    expect(rows).toEqual([]);
  });
});

describe('a transaction that the database gives up', () => {
  const fails = (code: string) => test.db.withPortal(1, (tx) => sql`do ${sql.raw(`$$ begin raise exception 'stop' using errcode = '${code}'; end $$`)}`.execute(tx));

  it.each(['40001', '40P01', '53100', '53200', '53300', '55P03', '57014', '58030'])('for a passing reason (%s) is Unavailable, which doors answer with 503', async (code) => {
    await expect(fails(code)).rejects.toThrow(Unavailable);
    await expect(fails(code)).rejects.toMatchObject({ cause: { code } });
  });

  it.each(['22001', '23505', '42601', 'P0001'])('for what it was asked (%s) throws what the database said', async (code) => {
    await expect(fails(code)).rejects.toMatchObject({ code });
  });
});
