import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { freePort, spawnIn } from '../support/spawned-baton.ts';

const folder = mkdtempSync(join(tmpdir(), 'baton-trial-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Resolves when nobody listens on the port. */
const isFree = (port: number) => new Promise<boolean>((resolve) => {
  const probe = createServer();
  probe.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
});

describe('npm start on a machine without HubSpot credentials', () => {
  test('prints one line that begins with Open, shows the demo account there, and Ctrl-C ends both processes', async () => {
    const [port, sandboxPort] = [await freePort(), await freePort()];
    const trial = spawnIn(['npm', 'start', '--silent'], { PORT: String(port), SANDBOX_PORT: String(sandboxPort), DATA_DIR: folder, npm_config_loglevel: 'silent' }, 240_000);
    const [, address] = await trial.says(/^Open (\S+)/m);
    expect(trial.output().match(/^Open /gm)).toHaveLength(1);

    const demo = (await (await fetch(new URL('/_sandbox/demo.json', address))).json()) as { portalId: number; hooks: { kind: string }[]; companies: { example: string }[] };
    expect(demo.portalId).toBeGreaterThan(0);
    expect(demo.hooks.map((hook) => hook.kind).sort()).toEqual(['csv', 'typeform', 'usage', 'webhook']);
    expect(demo.companies.map((company) => company.example)).toContain('sick');
    const page = await fetch(address!);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');

    trial.kill('SIGINT');
    await trial.ended;
    expect([await isFree(port), await isFree(sandboxPort)]).toEqual([true, true]);
  }, 260_000);
});
