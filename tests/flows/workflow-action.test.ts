import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCompany } from '../support/build-account.ts';
import { addPortal, HOUR_MS, MINUTE_MS, PUBLIC_URL, type RunningBaton, startBaton } from '../support/running-baton.ts';
import { buildSandboxUser } from '../support/sandbox.ts';
import { waitUntil } from '../support/wait.ts';

const ACTION = `${PUBLIC_URL}/workflow-actions/recalculate-health`;
const CALLBACKS = '/automation/actions/callbacks/2026-09';
const OTHER = 202;
/** An account whose plan has no workflows: it lacks the scope. */
const PLAIN = 303;

let baton: RunningBaton;
let acme: string;
let prospect: string;

beforeAll(async () => {
  baton = await startBaton();
  acme = addCompany(baton.crm);
  prospect = addCompany(baton.crm, { name: 'Interessada', lifecyclestage: 'lead' });
  addPortal(baton.sandbox, OTHER);
  baton.sandbox.world.addPortal({ portalId: PLAIN, name: 'Sem fluxos', timeZone: 'America/Sao_Paulo', currency: 'BRL', uiDomain: 'app.hubspot.com', users: [buildSandboxUser({ id: 30301, ownerId: '30302' })], lackedScopes: ['automation'] });
  addCompany(baton.sandbox.world.store(PLAIN)!);
  for (const portalId of [baton.portalId, OTHER, PLAIN]) await baton.install(portalId);
});
afterAll(() => baton.close());

type Asked = Partial<Parameters<RunningBaton['sandbox']['workflow']['fire']>[0]>;

/** A workflow runs the action for a company; resolves once it may go on. */
async function enroll(companyId: string, asked: Asked = {}) {
  const execution = await baton.sandbox.workflow.fire({ url: ACTION, portalId: baton.portalId, objectId: Number(companyId), retryMs: 10, ...asked });
  await waitUntil('the workflow goes on', () => execution.state !== 'blocked');
  await baton.idle();
  return execution;
}

const callback = (id: string) => sql<{ state: string }>`select state from workflow_callbacks where callback_id = ${id}`.execute(baton.kysely).then(({ rows }) => rows.map((row) => row.state));

describe('a workflow recalculates health', () => {
  test('it waits for the recalculation and goes on with what the card shows', async () => {
    const execution = await enroll(acme);
    const { figures } = await baton.health(acme);
    expect(execution).toMatchObject({ state: 'done', completions: 1 });
    expect(execution.attempts.map(({ status, answer }) => [status, answer])).toEqual([[200, { outputFields: { hs_execution_state: 'BLOCK', hs_expiration_duration: 'P1D' } }]]);
    expect(execution.outputs).toEqual({ hs_execution_state: 'SUCCESS', status: 'scored', score: String(Math.round(figures!.score)), band: figures!.band, coverage: String(Math.round(figures!.coverage * 100)) });
  });

  test.each(['v2', 'v3', 'both'] as const)('signed by %s and delivered five times it is completed once', async (signature) => {
    const execution = await enroll(acme, { signature, deliveries: 5 });
    expect(execution.attempts.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(execution.attempts.map(({ answer }) => JSON.stringify(answer))).size).toBe(1);
    expect(execution).toMatchObject({ completions: 1, refused: 0 });
    expect(await callback(execution.callbackId)).toEqual(['completed']);
  });

  test('a company that is no customer is told so, one that HubSpot alone knows is read first', async () => {
    expect((await enroll(prospect)).outputs).toEqual({ status: 'not-a-customer', hs_execution_state: 'SUCCESS' });
    const fresh = baton.crm.create('companies', { name: 'Recém-criada', lifecyclestage: 'customer' }).id;
    const execution = await baton.sandbox.workflow.fire({ url: ACTION, portalId: baton.portalId, objectId: Number(fresh) });
    expect(execution.state).toBe('blocked');
    baton.sandbox.clock.move(MINUTE_MS);
    await waitUntil('the workflow goes on', () => execution.state === 'done');
    expect(execution.outputs).toMatchObject({ status: 'scored' });
  });

  test('a company that nobody knows lets the workflow go on after some minutes', async () => {
    const execution = await baton.sandbox.workflow.fire({ url: ACTION, portalId: baton.portalId, objectId: 999_999 });
    baton.sandbox.clock.move(4 * MINUTE_MS);
    await waitUntil('the workflow goes on', () => execution.state === 'done');
    expect(execution.outputs).toEqual({ status: 'unknown-company', hs_execution_state: 'FAIL_CONTINUE' });
  });
});

describe('HubSpot in trouble', () => {
  test('a completion whose answer gets lost is not made twice', async () => {
    baton.sandbox.faults.script([{ kind: 'reset-after', path: CALLBACKS, count: 1, skip: 0, chance: 1, seed: 1, headers: {} }]);
    const execution = await enroll(acme);
    expect(execution).toMatchObject({ state: 'done', completions: 1 });
    expect(await callback(execution.callbackId)).toEqual(['refused']);
    expect(baton.entries().filter(({ level }) => level === 50)).toEqual([]);
  });

  test('passing trouble is waited out', async () => {
    const trouble = { path: CALLBACKS, count: 1, skip: 0, chance: 1, seed: 1, headers: {} };
    baton.sandbox.faults.script([{ ...trouble, kind: 'status', status: 503 }, { ...trouble, kind: 'reset-before' }, { ...trouble, kind: 'status', status: 429, retryAfter: '1' }]);
    expect(await enroll(acme)).toMatchObject({ state: 'done', completions: 1, refused: 0 });
  });

  test('a callback that expired is closed quietly', async () => {
    const execution = await baton.sandbox.workflow.fire({ url: ACTION, portalId: baton.portalId, objectId: 999_998 });
    baton.sandbox.clock.move(25 * HOUR_MS);
    await waitUntil('it is closed', async () => (await callback(execution.callbackId))[0] === 'expired');
    expect(execution).toMatchObject({ state: 'blocked', completions: 0, refused: 0 });
    await baton.idle();
  });
});

describe('accounts apart', () => {
  test('without the scope the current figures are the answer; nothing is completed', async () => {
    const company = baton.sandbox.world.store(PLAIN)!.list('companies').results[0]!.id;
    const calls = baton.sandbox.ledger.entries({ portalId: PLAIN }).length;
    const execution = await enroll(company, { portalId: PLAIN, deliveries: 2 });
    expect(execution).toMatchObject({ state: 'done', completions: 0, outputs: { status: 'scored', hs_execution_state: 'SUCCESS' } });
    expect(baton.sandbox.ledger.entries({ portalId: PLAIN }).slice(calls).filter(({ path }) => path.startsWith(CALLBACKS))).toEqual([]);
  });

  test('the account of the signed body is the only one: another account\'s company is unknown to it', async () => {
    const execution = await baton.sandbox.workflow.fire({ url: ACTION, portalId: OTHER, objectId: Number(acme) });
    baton.sandbox.clock.move(4 * MINUTE_MS);
    await waitUntil('the workflow goes on', () => execution.state === 'done');
    expect(execution.outputs).toEqual({ status: 'unknown-company', hs_execution_state: 'FAIL_CONTINUE' });
  });

  test('one that never installed Baton, or was paused, lets its workflow go on', async () => {
    const disconnected = { status: 'disconnected', hs_execution_state: 'FAIL_CONTINUE' };
    expect((await enroll(acme, { portalId: 909 })).outputs).toEqual(disconnected);
    await sql`update installs set state = 'paused' where portal_id = ${OTHER}`.execute(baton.kysely);
    // A process may act for two seconds on what it last read.
    await waitUntil('the pause is seen', async () => {
      const execution = await baton.sandbox.workflow.fire({ url: ACTION, portalId: OTHER, objectId: 1 });
      return execution.outputs?.status === 'disconnected';
    });
  });

  test('nobody without the secret is heard', async () => {
    const body = JSON.stringify({ callbackId: 'forged', origin: { portalId: baton.portalId }, object: { objectId: Number(acme), objectType: 'COMPANY' } });
    const answer = await fetch(`${baton.url}/workflow-actions/recalculate-health`, { method: 'POST', body, headers: { 'content-type': 'application/json', 'x-hubspot-signature': 'a'.repeat(64), 'x-hubspot-signature-version': 'v2' } });
    expect(answer.status).toBe(401);
    expect(await callback('forged')).toEqual([]);
  });

  test('HubSpot\'s rules were kept: no call of Baton\'s was a violation', () => {
    expect(baton.sandbox.ledger.entries().flatMap(({ path, violations }) => violations.map((violation) => `${path}: ${violation}`))).toEqual([]);
  });
});
