import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HomeUse } from '../../extensions/contracts/home.ts';
import { askedSince, cardUseView } from '../../src/server/home/card-use.ts';
import type { CardUse } from '../../src/server/home/questions.ts';
import { addCompany, addContact } from '../support/build-account.ts';
import { DAY_MS, PUBLIC_URL } from '../support/running-baton.ts';
import { buildKey, people, startSettings } from '../support/settings-account.ts';
import { waitUntil } from '../support/wait.ts';

const SUNDAY = new Date('2026-11-23T01:00:00.000Z');

describe('the view', () => {
  function buildUse(overrides: Partial<CardUse> = {}): CardUse {
    return { countedFrom: '2026-11-05', weeks: [{ week: '2026-11-02', opens: 3, people: 1 }], cards: [], readers: [], ...overrides };
  }
  const reader = (userId: number, health: number, lastAt: string) => ({ userId, email: `u${userId}@example.com`, lastAt: new Date(lastAt), companies: 1, opens: { health } });
  const moment = { now: SUNDAY, timeZone: 'America/Sao_Paulo' };

  it('asks for twelve weeks from a Monday and for four weeks of days, by the account\'s clock', () => {
    expect(askedSince(SUNDAY, 'America/Sao_Paulo')).toEqual({ firstWeek: '2026-08-31', since: '2026-10-26' });
    expect(askedSince(SUNDAY, 'UTC')).toEqual({ firstWeek: '2026-09-07', since: '2026-10-27' });
  });

  it('shows weeks without an open as 0 from the first counted one on, and none before', () => {
    expect(cardUseView(buildUse(), [], moment).weeks).toEqual([
      { week: '2026-11-02', opens: 3, people: 1 }, { week: '2026-11-09', opens: 0, people: 0 }, { week: '2026-11-16', opens: 0, people: 0 },
    ]);
    expect(cardUseView(buildUse({ countedFrom: null, weeks: [] }), [], moment).weeks).toEqual([]);
  });

  it('lists who opened most first, then who opened lately, then the account\'s people who never did', () => {
    const readers = [reader(1, 0, '2026-09-01T00:00:00Z'), reader(2, 0, '2026-10-01T00:00:00Z'), reader(3, 5, '2026-11-01T00:00:00Z')];
    const view = HomeUse.parse(cardUseView(buildUse({ readers }), [{ userId: 4, name: 'Nunca', email: null }, { userId: 3, name: 'Ana', email: null }], moment));
    expect(view.people.map(({ userId, name, email }) => [userId, name, email])).toEqual([
      ['3', 'Ana', 'u3@example.com'], ['2', null, 'u2@example.com'], ['1', null, 'u1@example.com'], ['4', 'Nunca', null],
    ]);
    expect(view).toMatchObject({ known: 4, active: 1 });
  });
});

describe('who uses the cards', () => {
  let baton: Awaited<ReturnType<typeof startSettings>>;
  let acme: string;
  let beta: string;
  let ana: string;
  beforeAll(async () => {
    baton = await startSettings({}, ({ crm }) => {
      acme = addCompany(crm);
      ana = addContact(crm, acme, 'ana@acme.com.br');
      beta = addCompany(crm, { name: 'Beta', domain: 'beta.com.br' });
    });
    await baton.ask('POST /api/1/settings/roles', { body: { key: buildKey(), userId: String(people.bia), role: 'manager' } });
  });
  afterAll(() => baton.close());

  const open = (card: string, companyId: string, as: number, round = 0) =>
    baton.sandbox.core.callBackend({ portalId: baton.portalId, userId: as, url: `${PUBLIC_URL}/api/1/${card}/${companyId}?lang=en&round=${round}` });
  const use = async (as: number = people.bia) => HomeUse.parse(await baton.ask('GET /api/1/home/use', { as }));

  it('is counted as it happened: people, cards, companies, days', async () => {
    expect((await use()).countedFrom).toBeNull();
    const fixture = [['health', acme], ['health', acme], ['nps', acme], ['summary', beta]] as const;
    for (const [card, companyId] of fixture) await open(card, companyId, people.caio);
    await open('summary', acme, people.ana);
    await open('summary', acme, people.ana, 3);
    for (const round of [0, 1]) await open('cases/contact', ana, people.ana, round);
    await waitUntil('the opens are written', async () => (await use()).active === 2);
    const view = await use();
    const none = { health: 0, nps: 0, summary: 0, handoff: 0, onboarding: 0, 'contact-cases': 0 };
    expect(view).toMatchObject({
      countedFrom: '2026-11-18',
      weeks: [{ week: '2026-11-16', opens: 6, people: 2 }],
      cards: [{ card: 'contact-cases', opens: 1, people: 1 }, { card: 'health', opens: 2, people: 1 }, { card: 'nps', opens: 1, people: 1 }, { card: 'summary', opens: 2, people: 2 }],
    });
    expect(view.people.map(({ userId, opens, companies }) => ({ userId, opens, companies }))).toEqual([
      { userId: String(people.caio), opens: { ...none, health: 2, nps: 1, summary: 1 }, companies: 2 },
      { userId: String(people.ana), opens: { ...none, summary: 1, 'contact-cases': 1 }, companies: 1 },
      { userId: String(people.bia), opens: none, companies: 0 },
    ]);
    expect(view.people.map(({ name }) => name)).toContain('Caio Lima');
  });

  it('is shown to managers and admins only', async () => {
    expect(await baton.ask('GET /api/1/home/use', { as: people.caio })).toMatchObject({ ok: false, code: 'role-too-low' });
    expect((await use(people.ana)).ok).toBe(true);
  });

  it('a week later the figures of the last 28 days still hold, in the week they were', async () => {
    await baton.pass(7 * DAY_MS);
    const view = await use();
    expect(view.weeks).toEqual([{ week: '2026-11-16', opens: 6, people: 2 }, { week: '2026-11-23', opens: 0, people: 0 }]);
    expect(view.active).toBe(2);
  });
});
