import { afterEach, describe, expect, it } from 'vitest';
import { type Clock, followClock, systemClock } from '../../src/server/platform/clock.ts';
import { captureLog } from '../support/log.ts';
import { type LocalServer, startLocalServer } from '../support/local-server.ts';
import { waitUntil } from '../support/wait.ts';

let server: LocalServer;
let clock: Clock | undefined;
afterEach(async () => {
  clock?.stop();
  await server?.close();
});

const DAY_MS = 86_400_000;
const aheadMs = () => clock!.now().getTime() - systemClock().now().getTime();

describe('the clock that follows the sandbox', () => {
  it('is ahead by the sandbox\'s offset from the start, and moves with it', async () => {
    let offsetMs = DAY_MS;
    server = await startLocalServer((_request, response) => response.end(JSON.stringify({ offsetMs })));
    clock = await followClock(server.url, fetch, captureLog().log);
    expect(aheadMs()).toBeCloseTo(DAY_MS, -2);
    offsetMs = 30 * DAY_MS;
    await waitUntil('the offset is followed', () => aheadMs() > 2 * DAY_MS);
    expect(aheadMs()).toBeCloseTo(30 * DAY_MS, -2);
  });

  it('keeps the last offset while the sandbox is silent or talks nonsense, and says so once', async () => {
    let answer = JSON.stringify({ offsetMs: DAY_MS });
    server = await startLocalServer((_request, response) => response.end(answer));
    const { log, lines } = captureLog();
    clock = await followClock(server.url, fetch, log);
    answer = 'not json';
    await waitUntil('the trouble is logged', () => lines.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(aheadMs()).toBeCloseTo(DAY_MS, -2);
    expect(lines).toHaveLength(1);
  });
});
