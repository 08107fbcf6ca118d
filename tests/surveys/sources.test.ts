import { describe, expect, it } from 'vitest';
import { rerunDeliveries } from '../../src/server/surveys/deliveries.ts';
import { addSource, mendSource, pauseSource, showSources } from '../../src/server/surveys/source-commands.ts';
import { answers, parseAll, PORTAL, source, useSurveys } from '../support/use-surveys.ts';

const surveys = useSurveys();
const nps = (more: object = {}) => JSON.stringify({ id: 'r1', type: 'nps', score: 9, respondent: { email: 'ana@acme.com.br' }, answeredAt: '2026-11-20T10:00:00Z', ...more });

describe('a paused source', () => {
  it('stores and answers 200, and reads it all when it is resumed', async () => {
    const path = await source(surveys, 'webhook');
    const pause = (paused: boolean) => surveys.test.db.withPortal(PORTAL, (tx) => pauseSource(tx, surveys.deps, { portalId: PORTAL, sourceId: 'webhook', paused, now: surveys.clock.now }));
    expect(await pause(true)).toBe(true);
    expect((await surveys.post(path, nps())).status).toBe(200);
    expect(surveys.started).toEqual([]);
    await parseAll(surveys);
    expect(await answers(surveys)).toEqual([]);
    await pause(false);
    expect(surveys.started).toEqual(['surveys.parse']);
    await parseAll(surveys);
    expect(await answers(surveys)).toHaveLength(1);
  });
});

describe('adding a source', () => {
  const add = (more: object) => surveys.test.db.withPortal(PORTAL, (tx) => addSource(tx, surveys.deps, { portalId: PORTAL, provider: 'webhook', name: 'x', ...more }, surveys.clock.now));

  const unfit = (...faults: object[]) => ({ code: 'settings-unfit', params: { faults } });

  it('is refused with the reason', async () => {
    expect(await add({ provider: 'smoke' })).toMatchObject({ ok: false, reason: { code: 'unknown-tool', params: { tool: 'smoke', known: 'csv, hubspot-feedback, typeform, webhook' } } });
    expect(await add({ settings: { list: 'a..b' } })).toMatchObject({ ok: false, reason: unfit({ code: 'setting-path', params: { setting: 'list' } }) });
    expect(await add({ sourceId: 'Not Good' })).toMatchObject({ ok: false });
    expect(await add({ settings: { timeZone: 'Brasília' } })).toMatchObject({ ok: false, reason: unfit({ code: 'setting-zone', params: { setting: 'timeZone' } }) });
    expect(await add({ settings: { signature: { header: 'x' } } })).toMatchObject({ ok: false, reason: { code: 'secret-missing' } });
    expect(await add({ signingSecret: 's' })).toMatchObject({ ok: false, reason: { code: 'secret-unused' } });
  });

  it('gives ids of its own, and keeps them apart', async () => {
    expect(await add({})).toMatchObject({ ok: true, sourceId: 'webhook', hookPath: expect.stringMatching(/^\/hooks\/7\/webhook\/[\w-]{32}$/) });
    expect(await add({})).toMatchObject({ ok: true, sourceId: 'webhook-2' });
    expect(await add({ sourceId: 'webhook' })).toMatchObject({ ok: false });
    expect(await add({ provider: 'hubspot-feedback' })).toMatchObject({ ok: true, hookPath: null });
  });
});

describe('mending a source', () => {
  const mend = (settings: object, sourceId = 'webhook') => surveys.test.db.withPortal(PORTAL, (tx) => mendSource(tx, surveys.deps, { sourceId, settings }));

  it('lets what failed be read again; unfit settings and unknown ids are refused with the reason', async () => {
    const path = await source(surveys, 'webhook');
    await surveys.post(path, JSON.stringify({ nota: 9, type: 'nps' }));
    await parseAll(surveys);
    expect(await surveys.test.db.withPortal(PORTAL, showSources)).toMatchObject([{ deliveries: { waiting: 0, failed: 1 } }]);
    expect(await mend({ fields: { smell: 'x' } })).toMatchObject({ ok: false });
    expect(await mend({}, 'none')).toMatchObject({ ok: false, reason: { code: 'no-source', params: { source: 'none' } } });
    expect(await mend({ fields: { score: 'nota', type: 'type' } })).toEqual({ ok: true });
    await surveys.test.db.withPortal(PORTAL, (tx) => rerunDeliveries(tx, surveys.deps, { portalId: PORTAL, sourceId: 'webhook' }));
    await parseAll(surveys);
    expect(await answers(surveys)).toMatchObject([{ score: 9 }]);
    expect(await surveys.test.db.withPortal(PORTAL, showSources)).toMatchObject([{ deliveries: { waiting: 0, failed: 0 } }]);
  });
});
