import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Unavailable } from '../../src/server/platform/errors.ts';
import { signatureHeaders } from '../../sandbox/sign.ts';
import { buildAction, buildInstall, buildWorkflow, PORTAL } from '../support/build-workflow.ts';
import { openTestDb, type TestDb } from '../support/database.ts';
import { waitUntil } from '../support/wait.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const blocked = { status: 200, body: { outputFields: { hs_execution_state: 'BLOCK', hs_expiration_duration: 'P1D' } } };
const scored = { status: 'scored', score: '63', band: 'watch', coverage: '76', hs_execution_state: 'SUCCESS' };

let test: TestDb;
beforeAll(async () => {
  test = await openTestDb();
});
afterAll(() => test.close());
beforeEach(async () => {
  await sql`delete from workflow_callbacks`.execute(test.kysely);
});

async function states(): Promise<string[]> {
  return (await sql<{ state: string }>`select state from workflow_callbacks order by portal_id, callback_id`.execute(test.kysely)).rows.map((row) => row.state);
}

describe('one execution', () => {
  it.each([1, 2, 3, 4, 5])('delivered %i times over three days is one recalculation, one completion and the same answer', async (times) => {
    const room = buildWorkflow(test);
    for (let delivered = 0; delivered < times; delivered += 1) {
      expect(await room.deliver(buildAction())).toEqual(blocked);
      if (delivered > 0) await room.settle();
      room.clock.now = new Date(room.clock.now.getTime() + DAY_MS / 2);
    }
    room.clock.now = new Date('2026-11-21T12:00:01.000Z');
    await room.settle();
    expect(room.asked).toEqual({ recompute: [[PORTAL, [501]]], completed: [{ portalId: PORTAL, callbackId: 'ap-7-1-7-0', outputs: scored }] });
    expect(await states()).toEqual(['completed']);
  });

  it('delivered five times at once is taken once', async () => {
    const room = buildWorkflow(test);
    const replies = await Promise.all(Array.from({ length: 5 }, () => room.deliver(buildAction())));
    expect(replies).toEqual(Array(5).fill(blocked));
    expect(room.queue).toHaveLength(1);
  });

  it('of another account under the same callback id is another one', async () => {
    const room = buildWorkflow(test);
    await room.deliver(buildAction());
    await room.deliver(buildAction({ portalId: 8, objectId: 502 }));
    await room.settle();
    expect(room.asked.recompute).toEqual([[PORTAL, [501]], [8, [502]]]);
    expect(room.asked.completed.map(({ portalId }) => portalId)).toEqual([PORTAL, 8]);
    expect(await test.db.withPortal(8, async (tx) => (await tx.selectFrom('workflow_callbacks').select('record_id').execute()).map((row) => row.record_id))).toEqual([502]);
  });

  it('whose worker dies at any point is completed once HubSpot has heard of it, and says the same at each try', async () => {
    for (const dies of ['before the recalculation', 'before the completion', 'after the completion'] as const) {
      await sql`delete from workflow_callbacks`.execute(test.kysely);
      const heard: object[] = [];
      let deaths = 3;
      const dying = (when: typeof dies) => {
        if (when === dies && (deaths -= 1) >= 0) throw new Error('Killed.');
      };
      const room = buildWorkflow(test, {
        recompute: async () => dying('before the recalculation'),
        async complete(_portal, _callback, outputs) {
          dying('before the completion');
          if (heard.length > 0) return 'refused';
          heard.push(outputs);
          dying('after the completion');
          return 'completed';
        },
      });
      let score = 60;
      room.world.figures = async () => ({ status: 'scored', score: (score += 1), band: 'watch', coverage: 1 });
      await room.deliver(buildAction());
      await room.settle();
      expect(heard).toEqual([expect.objectContaining({ score: '61' })]);
      expect(new Set(room.asked.completed.map(({ outputs }) => outputs.score)).size).toBe(1);
      expect(await states()).toEqual([dies === 'after the completion' ? 'refused' : 'completed']);
    }
  });
});

describe('a callback that HubSpot does not know', () => {
  it('is tried once more, because the first may have overtaken our answer', async () => {
    let tries = 0;
    const room = buildWorkflow(test, { complete: async () => ((tries += 1) === 1 ? 'refused' : 'completed') });
    await room.deliver(buildAction());
    expect(await room.settle()).toEqual([2]);
    expect(await states()).toEqual(['completed']);
  });

  it('is closed after that, without a fault and without a further call', async () => {
    const room = buildWorkflow(test, { complete: async () => 'refused' });
    await room.deliver(buildAction());
    await room.settle();
    await room.run('workflow.execute', { portalId: PORTAL, callbackId: 'ap-7-1-7-0' });
    expect(room.asked.completed).toHaveLength(2);
    expect(await states()).toEqual(['refused']);
    expect(room.lines.filter((line) => line.includes('"level":50'))).toEqual([]);
  });

  it('is opened anew when HubSpot repeats the request: it did not get our answer', async () => {
    let knows = false;
    const room = buildWorkflow(test, { complete: async () => (knows ? 'completed' : 'refused') });
    await room.deliver(buildAction());
    await room.settle();
    knows = true;
    expect(await room.deliver(buildAction())).toEqual(blocked);
    await room.settle();
    expect(await states()).toEqual(['completed']);
  });

  it('after a day is not asked for: the workflow has gone on', async () => {
    const room = buildWorkflow(test);
    await room.deliver(buildAction());
    room.clock.now = new Date(room.clock.now.getTime() + DAY_MS);
    await room.settle();
    expect(room.asked).toEqual({ recompute: [], completed: [] });
    expect(await states()).toEqual(['expired']);
  });
});

describe('an account that does not allow completions', () => {
  it('gets the current figures at once, each time the same; the recalculation follows', async () => {
    const room = buildWorkflow(test, { install: async () => buildInstall({ scopes: ['oauth'] }) });
    const first = await room.deliver(buildAction());
    expect(first).toEqual({ status: 200, body: { outputFields: scored } });
    room.world.figures = async () => ({ status: 'scored', score: 1, band: 'at-risk', coverage: 1 });
    expect(JSON.stringify(await room.deliver(buildAction()))).toBe(JSON.stringify(first));
    await room.settle();
    expect(room.asked).toEqual({ recompute: [[PORTAL, [501]]], completed: [] });
    expect(await states()).toEqual(['answered']);
  });

  it('is found out by its first 403: for a day the figures are the answer, then it is tried again', async () => {
    const room = buildWorkflow(test, { complete: async () => 'forbidden' });
    await room.deliver(buildAction());
    await room.settle();
    expect(room.asked.completed).toHaveLength(1);
    expect(room.lines.join('\n')).toContain('scope or plan is missing');
    expect((await room.deliver(buildAction({ callbackId: 'second' }))).body).toEqual({ outputFields: scored });
    expect((await room.deliver(buildAction({ callbackId: 'elsewhere', portalId: 8 })))).toEqual(blocked);
    room.clock.now = new Date(room.clock.now.getTime() + DAY_MS + 1);
    expect(await room.deliver(buildAction({ callbackId: 'third' }))).toEqual(blocked);
  });
});

describe('a company', () => {
  it.each(['not-a-customer', 'preparing'] as const)('that is %s is told so, without a score', async (status) => {
    const room = buildWorkflow(test, { figures: async () => ({ status }) });
    await room.deliver(buildAction());
    await room.settle();
    expect(room.asked.completed[0]!.outputs).toEqual({ status, hs_execution_state: 'SUCCESS' });
  });

  it('that is not known yet is waited for, then told as unknown', async () => {
    const room = buildWorkflow(test, { figures: async () => ({ status: 'unknown-company' }) });
    await room.deliver(buildAction());
    const [job] = room.queue;
    await expect(room.run(job!.name, job!.payload, 1)).rejects.toThrow('not been read');
    expect(room.asked.completed).toEqual([]);
    room.clock.now = new Date(room.clock.now.getTime() + 3 * MINUTE_MS);
    await room.settle();
    expect(room.asked.completed[0]!.outputs).toEqual({ status: 'unknown-company', hs_execution_state: 'FAIL_CONTINUE' });
  });
});

describe('a signed request never gets a 4xx but 429', () => {
  it.each([undefined, buildInstall({ state: 'paused' }), buildInstall({ state: 'uninstalled' })])('of an account that is not connected (%j): the workflow goes on, nothing is kept', async (install) => {
    const room = buildWorkflow(test, { install: async () => install });
    expect(await room.deliver(buildAction())).toEqual({ status: 200, body: { outputFields: { status: 'disconnected', hs_execution_state: 'FAIL_CONTINUE' } } });
    expect(await states()).toEqual([]);
  });

  it.each([['of another shape', { hello: 1 }], ['that is no JSON', '{'], ['that is empty', '']])('%s: the workflow goes on', async (_, body) => {
    const room = buildWorkflow(test);
    expect(await room.deliver(body)).toEqual({ status: 200, body: { outputFields: { status: 'unreadable', hs_execution_state: 'FAIL_CONTINUE' } } });
  });

  it('while too many wait: 429, with Retry-After in milliseconds as HubSpot reads it here; known ones are answered', async () => {
    const room = buildWorkflow(test);
    await room.deliver(buildAction());
    await sql`
      insert into workflow_callbacks (portal_id, callback_id, record_id, state, inline, received_at)
      select ${PORTAL}, 'many-' || n, 1, 'waiting', false, ${room.clock.now} from generate_series(1, 1999) as n`.execute(test.kysely);
    expect(await room.deliver(buildAction({ callbackId: 'one-more' }))).toMatchObject({ status: 429, headers: { 'Retry-After': '60000' } });
    expect(await room.deliver(buildAction())).toEqual(blocked);
    expect(await room.deliver(buildAction({ callbackId: 'one-more', portalId: 8 }))).toEqual(blocked);
  });

  it('while the database is away, or a fault is met: 503', async () => {
    for (const error of [new Unavailable('The database is away.', 5), new Error('A surprise.')]) {
      const room = buildWorkflow(test, { install: () => Promise.reject(error) });
      expect(await room.deliver(buildAction())).toMatchObject({ status: 503, headers: { 'Retry-After': '30000' } });
    }
  });

  it('while the database is slow: 503 before HubSpot gives up; what was stored late is found by the repetition', async () => {
    let answer!: (install: ReturnType<typeof buildInstall>) => void;
    const room = buildWorkflow(test, { install: () => new Promise((resolve) => (answer = resolve)) });
    expect(await room.deliver(buildAction())).toMatchObject({ status: 503 });
    answer(buildInstall());
    room.world.install = async () => buildInstall();
    await waitUntil('the late one is stored', async () => (await states()).length === 1);
    expect(await room.deliver(buildAction())).toEqual(blocked);
    expect(room.queue).toHaveLength(1);
  });
});

describe('the door', () => {
  it('refuses forged, changed and old requests with 401, and touches nothing', async () => {
    const room = buildWorkflow(test, { install: () => Promise.reject(new Error('Asked for a forged request.')) });
    const url = 'https://baton.sandbox.test/workflow-actions/recalculate-health';
    const body = JSON.stringify(buildAction());
    const forged = [{}, signatureHeaders('another secret', 'POST', url, body, room.clock.now), signatureHeaders('secret-of-the-test', 'POST', url, `${body} `, room.clock.now), signatureHeaders('secret-of-the-test', 'POST', url, body, new Date(room.clock.now.getTime() - 300_001))];
    for (const headers of forged) expect((await room.deliver(body, headers)).status).toBe(401);
    expect(await room.metrics.registry.metrics()).toContain('baton_clock_skew_suspected_total 1');
    expect(await states()).toEqual([]);
  });

  it('counts and tells by which signature a request came; a v2 that is replayed for ever has one effect', async () => {
    const room = buildWorkflow(test);
    const body = JSON.stringify(buildAction());
    const { 'X-HubSpot-Signature': signature } = signatureHeaders('secret-of-the-test', 'POST', 'https://baton.sandbox.test/workflow-actions/recalculate-health', body, room.clock.now);
    const v2 = { 'X-HubSpot-Signature': signature!, 'X-HubSpot-Signature-Version': 'v2' };
    for (let replayed = 0; replayed < 20; replayed += 1) {
      expect(await room.deliver(body, v2)).toEqual(blocked);
      await room.settle();
      room.clock.now = new Date(room.clock.now.getTime() + DAY_MS);
    }
    expect(room.asked.completed).toHaveLength(1);
    expect(await room.metrics.registry.metrics()).toContain('baton_workflow_actions_total{signature="v2",answer="block"} 20');
    expect(room.lines.join('\n')).toContain('"signature":"v2"');
    expect(room.lines.join('\n')).not.toContain(signature);
  });
});

it('executions are kept for a month', async () => {
  const room = buildWorkflow(test);
  await room.deliver(buildAction());
  await room.settle();
  room.clock.now = new Date(room.clock.now.getTime() + 30 * DAY_MS);
  await room.run('workflow.forget', {});
  expect(await states()).toEqual(['completed']);
  room.clock.now = new Date(room.clock.now.getTime() + 1);
  await room.run('workflow.forget', {});
  expect(await states()).toEqual([]);
});
