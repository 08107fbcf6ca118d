import { Button, Form, Input, NumberInput, Select, Text, TextArea } from '@hubspot/ui-extensions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as contract from '../../extensions/contracts/settings.ts';
import { sharedWording } from '../../extensions/wording/shared.ts';
import { settingsWordingOf } from '../../extensions/wording/settings/index.ts';
import { Settings } from '../../src/app/settings/Settings.tsx';
import { buildAuditView, buildConnectionView, buildDeliveriesView, buildRolesView, buildSourcesView, buildUsageKeysView, buildWeightsPreview, buildWeightsView } from '../support/build-settings.ts';
import { type Answers, openPage } from '../support/page.tsx';
import { waitFor } from '../support/wait.ts';

const views: Answers = {
  'GET connection': buildConnectionView(),
  'GET sources': buildSourcesView(),
  'GET sources/csv/deliveries': buildDeliveriesView(),
  'GET usage-keys': buildUsageKeysView(),
  'GET weights': buildWeightsView(),
  'GET roles': buildRolesView(),
  'GET audit': buildAuditView(),
};

/** Opens the settings; the server's answers by method and path below /api/1/settings/. */
function openSettings(answers: Answers = {}, locale = 'en-us') {
  const actions = { addAlert: vi.fn(), copyTextToClipboard: vi.fn(async () => {}), closeOverlay: vi.fn() };
  return { ...openPage({ path: 'settings', views, draw: (context) => <Settings context={context} actions={actions} /> }, answers, locale), actions };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the views of these tests', () => {
  it('speak the agreed contracts', () => {
    const pairs = [
      [contract.ConnectionView, buildConnectionView()], [contract.SourcesView, buildSourcesView()], [contract.DeliveriesView, buildDeliveriesView()],
      [contract.WeightsView, buildWeightsView()], [contract.WeightsPreview, buildWeightsPreview()], [contract.RolesView, buildRolesView()], [contract.AuditView, buildAuditView()], [contract.UsageKeysView, buildUsageKeysView()],
    ] as const;
    for (const [shape, view] of pairs) expect(shape.parse(view)).toEqual(view);
  });
});

describe.each([{ locale: 'pt-br', lang: 'pt-BR' as const }, { locale: 'en-us', lang: 'en' as const }])('for a reader of $locale', ({ locale, lang }) => {
  const words = settingsWordingOf(lang);
  const shared = sharedWording[lang];

  it('usage keys: state, last use and limit; a new key is shown once with a request that can be copied', async () => {
    const issued = { ok: true, prefix: 'ffffffffffff', source: 'erp', apiKey: 'baton_ffffffffffff_secret', address: 'https://baton.example.com/v1/usage' };
    const page = openSettings({ 'POST usage-keys': issued }, locale);
    page.openTab('keys');
    await page.shows(words.keys.starts('0a1b2c3d4e5f'));
    for (const shown of [words.keys.states.working, words.keys.states.revoked, words.keys.limits('600', '1', '10')]) expect(page.text()).toContain(shown);
    const input = (name: string) => page.renderer.findAll(Input).find((one) => one.props.name === name)!;
    page.renderer.find(Form).trigger('onSubmit');
    await page.shows(words.keys.nameMissing);
    input('name').trigger('onInput', 'ERP' as never);
    input('source').trigger('onInput', 'erp' as never);
    page.renderer.find(Form).trigger('onSubmit');
    await page.shows(words.keys.issued);
    expect(contract.AddUsageKey.parse(page.sent.find(({ what }) => what === 'POST usage-keys')!.body)).toMatchObject({ name: 'ERP', source: 'erp' });
    expect(input('secret').props.value).toBe(issued.apiKey);
    expect(page.renderer.find(TextArea).props.value).toContain(`Bearer ${issued.apiKey}`);
    page.press(words.keys.copy);
    await waitFor(() => expect(page.actions.copyTextToClipboard).toHaveBeenCalledWith(issued.apiKey));
  });

  it('usage keys: one is revoked after a second yes, and none of a manager\'s', async () => {
    const page = openSettings({ 'POST usage-keys/0a1b2c3d4e5f/revoke': { ok: true } }, locale);
    page.openTab('keys');
    await page.shows(words.keys.starts('0a1b2c3d4e5f'));
    page.press(words.keys.revoke);
    await page.shows(words.keys.revokeText);
    expect(page.sent.some(({ what }) => what.startsWith('POST'))).toBe(false);
    page.press(words.keys.revoke);
    await waitFor(() => expect(page.actions.closeOverlay).toHaveBeenCalledWith('key-0a1b2c3d4e5f'));
    const manager = openSettings({ 'GET usage-keys': buildUsageKeysView({ role: 'manager', keys: [] }) }, locale);
    manager.openTab('keys');
    await manager.shows(words.keys.empty);
    expect(manager.text()).toContain(words.page.readOnly);
    expect(() => manager.press(words.keys.add)).toThrow();
  });

  it('opens on the connection: each line of the checklist with its state and cure', async () => {
    const page = openSettings({}, locale);
    expect(page.text()).toContain(words.page.loading);
    await page.shows(words.connection.title);
    expect(page.text()).toContain(words.connection.checks.scopes.trouble!);
    expect(page.text()).toContain(words.connection.checks.sources.todo!);
    expect(page.text()).toContain(words.connection.drift('baton_nps', 'number', 'string'));
    expect(page.text()).toContain(words.connection.scopes.tickets!);
    expect(page.text()).toContain(words.connection.scopes.automation!);
    expect(page.text()).toContain(words.connection.laterScope);
    expect(page.sent.map(({ what, query }) => [what, query.lang])).toEqual([['GET connection', lang]]);
  });

  it.each([
    ['sources', () => words.sources.failed(2)],
    ['weights', () => words.weights.version(2, '', 'Ana Reis').split(',')[0]!],
    ['roles', () => words.people.roleTexts.manager],
    ['audit', () => words.people.actions['role.changed']!],
  ])('draws the tab %s', async (tab, expected) => {
    const page = openSettings({}, locale);
    page.openTab(tab);
    await page.shows(expected());
  });

  it('the trail says who it was where nobody has an account: whoever runs the server, and a reader of the bulletin', async () => {
    const [entry] = buildAuditView().entries;
    const nobody = { ...entry!, userId: '', who: null };
    const entries = [{ ...nobody, id: '8', commandLine: true, action: 'source.paused', requestId: 'npm run source' }, { ...nobody, bulletinReader: true, action: 'bulletin.unsubscribed', subject: 'ceo@agencia.example', requestId: 'bulletin link' }];
    const page = openSettings({ 'GET audit': buildAuditView({ entries }) }, locale);
    page.openTab('audit');
    await page.shows(words.people.bulletinReader);
    expect(page.text()).toContain(`${words.people.actions['bulletin.unsubscribed']}: ceo@agencia.example`);
    expect(page.text()).toContain(words.people.command('npm run source'));
    expect(page.text()).not.toContain('bulletin link');
  });

  it.each(['connection', 'sources', 'weights', 'roles', 'audit'])('says on the tab %s that the role is too low, and what to do', async (tab) => {
    const refused = { ok: false, code: 'role-too-low', cure: 'server words' };
    const page = openSettings({ [`GET ${tab}`]: refused }, locale);
    page.openTab(tab);
    await page.shows(words.page.refusals['role-too-low']!.cure);
  });

  it.each([
    ['a slow server', new Error('Request timed out'), shared.errors['time-out'].title],
    ['a server in trouble', new Response('', { status: 503 }), shared.errors.server.title],
    ['another version', { ok: true }, shared.updatingTitle],
    ['an unreadable answer', new Response('<html>'), shared.refusals.signature.title],
  ])('shows %s with its cure', async (_, reply, title) => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await openSettings({ 'GET connection': reply }, locale).shows(title);
  });

  it('says what is empty, and what to do about it', async () => {
    const page = openSettings({ 'GET sources': buildSourcesView({ sources: [] }), 'GET audit': buildAuditView({ entries: [] }), 'GET weights': buildWeightsView({ version: 0, signals: [], versions: [] }) }, locale);
    for (const [tab, expected] of [['sources', words.sources.empty], ['audit', words.people.empty], ['weights', words.weights.tooEarly]] as const) {
      page.openTab(tab);
      await page.shows(expected);
    }
  });

  it('shows who changes band before weights are adopted, then adopts what was seen', async () => {
    const page = openSettings({ 'POST weights/preview': buildWeightsPreview(), 'POST weights': { ok: true, version: 3 } }, locale);
    page.openTab('weights');
    await page.shows(words.weights.preview);
    page.renderer.findAll(NumberInput)[1]!.trigger('onInput', 30 as never);
    await waitFor(() => expect(page.text()).toContain(`${words.weights.sum}: 60`.split(':')[0]!));
    page.press(words.weights.preview);
    await page.shows('Padaria Aurora');
    page.press(words.weights.adopt);
    await page.shows(words.weights.adoptText(3));
    page.press(words.weights.adopt);
    await waitFor(() => expect(page.actions.addAlert).toHaveBeenCalledWith(expect.objectContaining({ type: 'success', message: words.weights.adopted(3) })));
    const weights = [{ signal: 'deals', weight: 30 }, { signal: 'nps', weight: 30 }];
    expect(page.sent.find((one) => one.what === 'POST weights/preview')?.body).toEqual({ weights });
    expect(page.sent.find((one) => one.what === 'POST weights')?.body).toEqual({ basedOn: 2, weights, key: expect.stringMatching(/^[a-z0-9]{16,64}$/) });
  });

  it('asks before a role changes; a refusal says why', async () => {
    const page = openSettings({ 'POST roles': { ok: false, code: 'last-admin', cure: '' } }, locale);
    page.openTab('roles');
    await page.shows('Bia Souza');
    page.renderer.findAll(Select)[0]!.trigger('onChange', 'rep' as never);
    await page.shows(words.people.confirm('Ana Reis', words.page.roles.admin, words.page.roles.rep));
    expect(page.sent.some((one) => one.what === 'POST roles')).toBe(false);
    page.press(words.people.change);
    await page.shows(words.page.refusals['last-admin']!.cure);
  });
});

describe('a change that failed on the way', () => {
  it('is tried again with the same key, so that it happens once; another change gets another', async () => {
    const answers: Answers = { 'POST connection/repair': new Response('', { status: 503 }) };
    const page = openSettings(answers);
    const { repair } = settingsWordingOf('en').connection;
    await page.shows(repair);
    const keys = () => page.sent.filter((one) => one.what === 'POST connection/repair').map((one) => one.body?.['key']);
    page.press(repair);
    await page.shows(sharedWording.en.errors.server.cure);
    answers['POST connection/repair'] = { ok: true };
    page.press(repair);
    await waitFor(() => expect(page.actions.addAlert).toHaveBeenCalled());
    page.press(repair);
    await waitFor(() => expect(keys()).toHaveLength(3));
    expect(keys()[0]).toBe(keys()[1]);
    expect(keys()[2]).not.toBe(keys()[1]);
  });
});

describe('a delivery that could not be read', () => {
  it('is listed with its reason, read again by itself or with all, and its result is shown', async () => {
    const [failed] = buildDeliveriesView().deliveries;
    const answers: Answers = { 'POST sources/csv/rerun': { ok: true, deliveries: 1 } };
    const page = openSettings(answers);
    const words = settingsWordingOf('en').sources;
    page.openTab('sources');
    await page.shows('Pesquisa anual');
    const panel = () => (page.renderer.findAll(Button).find((one) => one.text === words.open)!.props as unknown as { overlay: ReturnType<typeof page.renderer.getRootNode> }).overlay;
    const told = () => panel().findAll(Text).map((one) => one.text);
    await waitFor(() => expect(told()).toContain('No column is the score.'));
    answers['GET sources/csv/deliveries'] = { ok: true, deliveries: [{ ...failed!, state: 'parsed', reason: null, counts: { rows: 1, created: 1, updated: 0, duplicate: 0, skipped: 0, error: 0, matched: 1, review: 0, unmatched: 0 } }] };
    panel().findAll(Button).find((one) => one.text === words.rerunOne)!.trigger('onClick');
    await waitFor(() => expect(told()).toContain(words.counts(1, 1, 0, 1)));
    expect(contract.RerunDeliveries.parse(page.sent.find((one) => one.what === 'POST sources/csv/rerun')!.body)).toMatchObject({ deliveryId: failed!.id });
    expect(panel().findAll(Button).some((one) => one.text === words.rerunOne)).toBe(false);
  });
});

describe('someone who may only look', () => {
  const words = settingsWordingOf('en');

  it('is offered no change', async () => {
    const page = openSettings({ 'GET sources': buildSourcesView({ role: 'manager' }), 'GET weights': buildWeightsView({ role: 'manager' }), 'GET roles': buildRolesView({ role: 'manager' }) });
    page.openTab('sources');
    await page.shows(words.page.readOnly);
    expect(page.text()).not.toContain(words.sources.add);
    page.openTab('roles');
    await page.shows('Bia Souza');
    expect(page.renderer.findAll(Select)).toHaveLength(0);
    page.openTab('weights');
    await page.shows(words.weights.preview);
    expect(page.text()).not.toContain(words.weights.adopt);
  });
});

describe('a source\'s form', () => {
  const words = settingsWordingOf('en').sources;

  it('is drawn from the field descriptions, and the secret address is shown once it is created', async () => {
    const page = openSettings({ 'POST sources': { ok: true, sourceId: 'csv-2', hookUrl: 'https://baton.example.com/hooks/7/csv-2/s3cret' } });
    page.openTab('sources');
    await page.shows(words.add);
    const add = page.renderer.findAll(Button).find((one) => one.text === words.add)!;
    const panel = () => (page.renderer.findAll(Button).find((one) => one.text === words.add)!.props as unknown as { overlay: typeof add }).overlay;
    const inputs = () => panel().findAll(Input);
    expect(inputs().map((one) => one.props.label)).toEqual([words.name, 'Survey type', 'Add to: Scales', 'Forms']);
    inputs()[0]!.trigger('onInput', 'Anual' as never);
    inputs()[1]!.trigger('onChange', 'nps' as never);
    inputs()[3]!.trigger('onChange', 'a1, b2' as never);
    panel().findAll(Select)[1]!.trigger('onChange', 'score' as never);
    await waitFor(() => expect(inputs().map((one) => one.props.label)).toContain('Score'));
    inputs().find((one) => one.props.label === 'Score')!.trigger('onChange', 'Nota' as never);
    const { Form } = await import('@hubspot/ui-extensions');
    panel().find(Form).trigger('onSubmit', {} as never);
    await waitFor(() => expect(panel().toString()).toContain('s3cret'));
    expect(page.sent.find((one) => one.what === 'POST sources')?.body).toMatchObject({ provider: 'csv', name: 'Anual', settings: { type: 'nps', columns: { score: 'Nota' }, forms: 'a1, b2' }, trustedIds: true, signingSecret: null });
    panel().findAll(Button).find((one) => one.text === words.copy)!.trigger('onClick', {} as never);
    await waitFor(() => expect(page.actions.copyTextToClipboard).toHaveBeenCalledWith('https://baton.example.com/hooks/7/csv-2/s3cret'));
    panel().findAll(Button).find((one) => one.text === words.done)!.trigger('onClick', {} as never);
    await waitFor(() => expect(page.text()).not.toContain('s3cret'));
  });

  it('wants a name', async () => {
    const page = openSettings();
    page.openTab('sources');
    await page.shows(words.add);
    const panel = () => (page.renderer.findAll(Button).find((one) => one.text === words.add)!.props as unknown as { overlay: ReturnType<typeof page.renderer.getRootNode> }).overlay;
    const { Form } = await import('@hubspot/ui-extensions');
    panel().find(Form).trigger('onSubmit', {} as never);
    await waitFor(() => expect(panel().toString()).toContain(words.nameMissing));
    expect(page.sent.some((one) => one.what === 'POST sources')).toBe(false);
  });
});
