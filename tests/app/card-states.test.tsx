import { Alert, Button, ScoreCircle } from '@hubspot/ui-extensions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { HealthView } from '../../extensions/contracts/health.ts';
import { NpsView } from '../../extensions/contracts/nps.ts';
import { SummaryView } from '../../extensions/contracts/summary.ts';
import { sharedWording } from '../../extensions/wording/shared.ts';
import type { SharedWording } from '../../extensions/wording/shared.ts';
import { HealthCard } from '../../src/app/cards/HealthCard.tsx';
import { NpsCard } from '../../src/app/cards/NpsCard.tsx';
import { SidebarCard } from '../../src/app/cards/SidebarCard.tsx';
import { buildHealthView, buildNpsView, buildSummaryView } from '../support/build-views.ts';
import { openCard } from '../support/card.tsx';

const cards = [
  { name: 'customer health', Card: HealthCard, contract: HealthView, build: buildHealthView, empty: { figures: null } },
  { name: 'NPS history', Card: NpsCard, contract: NpsView, build: buildNpsView, empty: { figures: null } },
  { name: 'sidebar', Card: SidebarCard, contract: SummaryView, build: buildSummaryView, empty: { health: null, nps: null } },
];
const readers = [
  { locale: 'pt-br', words: sharedWording['pt-BR'] },
  { locale: 'en-us', words: sharedWording.en },
];
const cases = cards.flatMap((card) => readers.map((reader) => ({ ...card, ...reader })));
/** The first words of the line that only a drawn view has. */
const drawn = (words: SharedWording) => words.asOf('|').split('|')[0] ?? '';

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each(cases)('$name for a reader of $locale', ({ Card, contract, build, empty, locale, words }) => {
  const open = (...replies: Parameters<typeof openCard>[1]['replies']) => openCard(Card, { replies, locale });

  it('speaks the agreed contract', () => {
    expect(contract.parse(build())).toEqual(build());
    expect(contract.parse(build({ ...empty, status: 'not-a-customer' }))).toBeTruthy();
  });

  it('asks the server once, in the reader\'s language', async () => {
    const card = open(build());
    await card.shows(drawn(words));
    card.update({ baton_health_score: '63', baton_nps_n: '20' });
    expect(card.fetch).toHaveBeenCalledTimes(1);
    const [address] = card.fetch.mock.calls[0] ?? [];
    expect(address).toMatch(/^https:\/\/baton\.example\.com\/api\/1\/(health|nps|summary)\/501\?lang=(pt-BR|en)&round=0$/);
    expect(address).toContain(`lang=${locale.startsWith('pt') ? 'pt-BR' : 'en'}`);
  });

  it('says that it loads', async () => {
    const card = open();
    await card.asked();
    expect(card.text()).toContain(words.loading);
  });

  it('tells a company that is no customer how it becomes one', async () => {
    await open(build({ ...empty, status: 'not-a-customer' })).shows(words.notCustomer.slice(0, 30));
  });

  it('says that the first score is on its way', async () => {
    await open(build({ ...empty, status: 'preparing' })).shows(words.preparingTitle);
  });

  it('tells which source has stopped and leads to the sources; one that an admin paused is no warning', async () => {
    const stale = (intended: boolean) => open(build({ stale: { since: '2026-11-19T12:00:00.000Z', part: 'surveys', told: 'A fonte "NPS trimestral".', intended } }));
    const paused = stale(true);
    await paused.shows('NPS trimestral');
    expect(paused.renderer.find(Alert).props.variant).toBe('info');
    paused.renderer.findAll(Button).find((button) => button.text === words.seeSources)!.trigger('onClick');
    expect(paused.renderer.mocks.actions.navigateToPage.calls).toEqual([[{ to: '/sources' }]]);
    const stopped = stale(false);
    await stopped.shows('NPS trimestral');
    expect(stopped.renderer.find(Alert).props.variant).toBe('warning');
  });

  it('shows stale figures and since when, and what to do', async () => {
    const card = open(build({ stale: { since: '2026-11-19T12:00:00.000Z', part: 'hubspot', told: 'Sem dados do HubSpot.' } }));
    await card.shows(words.staleTitle);
    expect(card.text()).toContain('Sem dados do HubSpot.');
  });

  it.each(['signature', 'portal-paused', 'scope-missing', 'role-too-low', 'unknown-company'] as const)('a refusal (%s) comes with its cure', async (code) => {
    const card = open({ ok: false, code, cure: 'server words' });
    await card.shows(words.refusals[code].title);
    expect(card.text()).toContain(words.refusals[code].cure);
  });

  it.each([
    ['a 401', new Response('', { status: 401 })],
    ['an unreadable answer', new Response('<html>')],
    ['a 401 in the envelope of the local proxy', { status: 'error', category: 'BAD_GATEWAY', context: { appServerStatusCode: ['401'] } }],
  ])('%s counts as a signature that was not accepted', async (_, reply) => {
    await open(reply).shows(words.refusals.signature.title);
  });

  it.each([
    ['a slow server', new Error('Request timed out'), words.errors['time-out'].title],
    ['a proxy that gave up waiting', new Response('', { status: 504 }), words.errors['time-out'].title],
    ['a lost connection', new Error('Failed to fetch'), words.errors.network.title],
    ['a server in trouble', new Response('', { status: 503 }), words.errors.server.title],
    ['a server that asks to wait', { ok: false, code: 'try-later', cure: '' }, words.errors.server.title],
  ])('%s can be tried again', async (_, reply, title) => {
    const card = open(reply, build());
    await card.shows(title);
    card.renderer.find(Button).trigger('onClick');
    await card.shows(drawn(words));
  });

  it.each([
    ['of another shape', { hello: 'world' }],
    ['of a status it does not know', { ...build(), status: 'paused-by-contract' }],
    ['it cannot draw', { ...build(), figures: { relational: 1 }, health: {} }],
  ])('an answer %s says that an update is in progress', async (_, reply) => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await open(reply).shows(words.updatingTitle);
  });

  it('asks again when a watched property changes, and keeps the figures if that fails', async () => {
    const card = open(build(), new Error('Failed to fetch'));
    await card.shows(drawn(words));
    card.update({ baton_health_score: '63' });
    card.update({ baton_health_score: '60' });
    await card.shows(words.staleConnection);
    expect(card.fetch).toHaveBeenCalledTimes(2);
  });

  it('leaves a code it does not know to the words of the server', async () => {
    await open({ ok: false, code: 'trial-over', cure: 'Renew the trial.' }).shows('Renew the trial.');
  });
});

describe('the score of the record shows before the server answers', () => {
  const properties = { baton_health_score: '63', baton_health_band: 'watch', baton_nps: '45', baton_nps_n: '20' };

  it.each([
    ['customer health', HealthCard],
    ['sidebar', SidebarCard],
  ])('%s', async (_, Card) => {
    const card = openCard(Card, { replies: [], properties });
    await card.asked();
    expect(card.renderer.find(ScoreCircle).props.score).toBe(63);
    expect(card.text()).toContain('"Watch"');
  });

  it('NPS history', async () => {
    const card = openCard(NpsCard, { replies: [], properties });
    await card.asked();
    expect(card.text()).toContain('+45 (n = 20)');
  });

  it('ignores properties it cannot read', async () => {
    const card = openCard(HealthCard, { replies: [], properties: { baton_health_score: 'n/a', baton_health_band: 'purple' } });
    await card.asked();
    expect(card.renderer.maybeFind(ScoreCircle)).toBeNull();
  });
});

describe('a profile without SERVER_URL', () => {
  it('points the administrator to the server address instead of calling nowhere', async () => {
    const card = openCard(HealthCard, { replies: [buildHealthView()], variables: {} });
    await card.shows(sharedWording.en.refusals.signature.title);
    expect(card.fetch).not.toHaveBeenCalled();
  });
});
