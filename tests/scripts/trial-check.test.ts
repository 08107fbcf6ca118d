import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkedSettings } from '../../scripts/trial/check.ts';
import { takeLock } from '../../src/server/platform/lock.ts';
import { freePort } from '../support/spawned-baton.ts';

let folder: string;
let env: { [name: string]: string };
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baton-trial-'));
  env = { DATA_DIR: folder, PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()) };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('before anything slow begins, the trial says', () => {
  it('nothing where all is well, the same secrets each time', async () => {
    const { keys, app } = await checkedSettings(env);
    expect(await checkedSettings(env)).toMatchObject({ keys, app });
  });

  it.each(['PORT', 'SANDBOX_PORT'])('that %s is in use, with the cure', async (variable) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(checkedSettings({ ...env, [variable]: String(port) })).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use. Stop the other program, or set ${variable} to a free one.`);
    other.close();
  });

  it('that HOST is no address of this machine', async () => {
    await expect(checkedSettings({ ...env, HOST: '192.0.2.1' })).rejects.toThrow('This machine has no address 192.0.2.1. Set HOST to one of its addresses, or 127.0.0.1.');
  });

  it.each([{ PORT: 'many' }, { SANDBOX_PORT: '0' }, { LOG_LEVEL: 'loud' }, { DATABASE_URL: 'mysql://user:hidden@db' }])('which variable is wrong: %j', async (wrong) => {
    const fault = await checkedSettings({ ...env, ...wrong }).then(() => '', (error: Error) => error.message);
    expect(fault).toContain(Object.keys(wrong)[0]);
    expect(fault).not.toContain('hidden');
  });

  it('that another process works in the folder, unless the data is in PostgreSQL', async () => {
    const lock = takeLock(join(folder, 'lock'));
    await expect(checkedSettings(env)).rejects.toThrow(`in use by process ${process.pid}. Stop that process, start with another DATA_DIR`);
    expect(await checkedSettings({ ...env, DATABASE_URL: 'postgres://db/baton' })).toMatchObject({ databaseUrl: 'postgres://db/baton' });
    lock.release();
  });
});
