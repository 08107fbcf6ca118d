import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../src/server/app.ts';
import { signatureHeaders } from '../../sandbox/sign.ts';
import { createMetricsDoor } from '../../src/server/http/metrics.ts';
import { listen } from '../../src/server/http/server.ts';
import { createMetrics } from '../../src/server/platform/metrics.ts';
import { readConfig } from '../../src/server/platform/config.ts';
import { openTestDb, type TestDb } from '../support/database.ts';
import { captureLog } from '../support/log.ts';
import { buildEnv } from '../support/environment.ts';
import { post, PUBLIC_URL, startBaton, type RunningBaton } from '../support/running-baton.ts';
import { root } from '../support/source-tree.ts';
import { freePort } from '../support/spawned-baton.ts';

let metricsPort: number;
let baton: RunningBaton;
const page = async (port = metricsPort) => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();

/** Names and label sets of all series of ours, without their values. */
const series = (text: string) => text.split('\n').filter((line) => line.startsWith('baton_')).map((line) => line.replace(/ \S+$/, ''));

beforeAll(async () => {
  metricsPort = await freePort();
  baton = await startBaton({}, { METRICS_PORT: String(metricsPort) });
  await baton.install();
});
afterAll(() => baton.close());

describe('the figures on their own port', () => {
  it('tell of requests, jobs, calls to HubSpot and deliveries', async () => {
    const hook = await baton.addSource({ provider: 'webhook', name: 'NPS' });
    await post(hook, { id: 'a1', type: 'nps', score: 9 });
    await post(hook.slice(0, -3), { id: 'a2' });
    await baton.idle();
    const text = await page();
    for (const line of [
      'baton_request_seconds_count{route="/hooks/:portalId/:sourceId/:secret",status="2xx"} 1',
      'baton_deliveries_total{state="received"} 1',
      'baton_deliveries_total{state="parsed"} 1',
      'baton_hubspot_calls_total{outcome="ok",lane="background"}',
      'baton_job_seconds_count{job="surveys.parse",outcome="done"} 1',
      'baton_clock_skew_suspected_total 0',
    ]) expect(text).toContain(line);
  });

  it('suspect the clock when a genuine signature has a strange time, and no clock when the signature is none', async () => {
    const path = '/api/1/health/1?lang=en';
    const ask = (secret: string) => {
      const headers = signatureHeaders(secret, 'GET', PUBLIC_URL + path, '', new Date(baton.now().getTime() - 600_000));
      return fetch(baton.url + path, { headers });
    };
    expect((await ask('another secret')).status).toBe(401);
    expect(await page()).toContain('baton_clock_skew_suspected_total 0');
    expect((await ask(baton.sandbox.core.app.clientSecret)).status).toBe(401);
    expect(await page()).toContain('baton_clock_skew_suspected_total 1');
  });

  it('hold nothing from outside, however many addresses, words and accounts are tried', async () => {
    await fetch(`${baton.url}/c4n4ry`);
    const before = series(await page()).length;
    for (let index = 0; index < 100; index++) {
      await fetch(`${baton.url}/c4n4ry-${index}?c4n4ry=${index}`);
      await post(`${baton.url}/hooks/${1000 + index}/c4n4ry-${index}/c4n4ry`, { c4n4ry: index });
      await fetch(`${baton.url}/api/1/health/${index}?portalId=${index}&c4n4ry=1`);
    }
    const text = await page();
    expect(text).not.toContain('c4n4ry');
    expect(series(text).join('\n')).not.toContain(String(baton.portalId));
    // A few new pairs of route and status, none per request.
    expect(series(text).length - before).toBeLessThan(80);
    expect(series(text).length).toBeLessThan(2_000);
  });

  it('are not on the public port', async () => {
    expect((await fetch(`${baton.url}/metrics`)).status).toBe(404);
  });

  it('are all explained in docs/metrics.md', async () => {
    const docs = readFileSync(join(root, 'docs/metrics.md'), 'utf8');
    const names = [...(await page()).matchAll(/^# TYPE (baton_\w+)/gm)].map(([, name]) => name!);
    expect(names.length).toBeGreaterThan(8);
    expect(names.filter((name) => !docs.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('METRICS_PORT', () => {
  let test: TestDb;
  beforeAll(async () => void (test = await openTestDb()));
  afterAll(() => test.close().catch(() => undefined));

  it('0 opens one port alone', async () => {
    const listening = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;
    const before = listening();
    const app = await startApp({ config: readConfig(buildEnv({ PORT: '0', METRICS_PORT: '0' })), log: captureLog().log, storage: test, now: () => new Date() });
    expect(listening() - before).toBe(1);
    await app.stop();
  });

  it('that is taken stops the start and is named', async () => {
    const second = listen(createMetricsDoor(createMetrics()), '127.0.0.1', metricsPort, { variable: 'METRICS_PORT' });
    await expect(second).rejects.toThrow('set METRICS_PORT to a free one');
  });
});
