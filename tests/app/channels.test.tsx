import { Form, Input, Select, Toggle } from '@hubspot/ui-extensions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as contract from '../../extensions/contracts/channels.ts';
import { settingsWordingOf } from '../../extensions/wording/settings/index.ts';
import { Settings } from '../../src/app/settings/Settings.tsx';
import { buildChannelRow, buildChannelsView } from '../support/build-channels.ts';
import { type Answers, openPage } from '../support/page.tsx';
import { waitFor } from '../support/wait.ts';

const ONE = 'channels/0123456789abcdef';

/** Opens the settings' tab "Channels"; the server's answers by method and path below /api/1/settings/. */
function openChannels(answers: Answers = {}, locale = 'en-us') {
  const actions = { addAlert: vi.fn(), copyTextToClipboard: vi.fn(async () => {}), closeOverlay: vi.fn() };
  const page = openPage({ path: 'settings', views: { 'GET channels': buildChannelsView() }, draw: (context) => <Settings context={context} actions={actions} /> }, answers, locale);
  page.openTab('channels');
  const input = (name: string, at = -1) => page.renderer.findAll(Input).filter((one) => one.props.name === name).at(at)!;
  const bodyOf = (what: string) => page.sent.find((one) => one.what === what)!.body;
  return { ...page, actions, input, bodyOf };
}

afterEach(() => {
  vi.restoreAllMocks();
});

it('the view of these tests speaks the agreed contract', () => {
  expect(contract.ChannelsView.parse(buildChannelsView())).toEqual(buildChannelsView());
});

describe.each([{ locale: 'pt-br', lang: 'pt-BR' as const }, { locale: 'en-us', lang: 'en' as const }])('channels for a reader of $locale', ({ locale, lang }) => {
  const words = settingsWordingOf(lang).channels;

  it('are listed with their state in words, where they lead and when they sent last', async () => {
    const fault = { told: 'Gone.', cure: 'Make another.' };
    const rows = [buildChannelRow(), buildChannelRow({ id: '1'.repeat(16), state: 'off', lastSentAt: null }), buildChannelRow({ id: '2'.repeat(16), state: 'disabled', fault, faultAt: '2026-11-21T13:00:00.000Z' })];
    const page = openChannels({ 'GET channels': buildChannelsView({ channels: rows }) }, locale);
    await page.shows(words.states.on);
    for (const shown of [words.states.off, words.states.disabled, words.never, words.redacted, 'api.telegram.org: -100', fault.told, fault.cure, words.stateTexts.disabled, words.stateTexts.off]) expect(page.text()).toContain(shown);
  });

  it('where there is none, say so; whoever is no admin may look', async () => {
    const page = openChannels({ 'GET channels': buildChannelsView({ channels: [], role: 'manager' }) }, locale);
    await page.shows(words.empty);
    expect(page.text()).toContain(settingsWordingOf(lang).page.readOnly);
    expect(() => page.press(words.add)).toThrow();
    const reader = openChannels({ 'GET channels': buildChannelsView({ role: 'manager' }) }, locale);
    await reader.shows('Diretoria');
    for (const button of [words.test, words.save, words.pause, words.remove]) expect(() => reader.press(button)).toThrow();
  });

  it('one is added: a secret is typed hidden, and one that Baton made is shown once', async () => {
    const secret = 'whsec_abc';
    const page = openChannels({ 'GET channels': buildChannelsView({ channels: [] }), 'POST channels': { ok: true, channelId: '0123456789abcdef', secret } }, locale);
    await page.shows(words.empty);
    page.renderer.find(Form).trigger('onSubmit');
    await page.shows(words.nameMissing);
    expect(page.sent.some(({ what }) => what.startsWith('POST'))).toBe(false);
    page.input('name').trigger('onInput', 'CS' as never);
    expect(page.input('token').props).toMatchObject({ type: 'password', required: true });
    page.input('token').trigger('onChange', '123:abc' as never);
    page.input('chatId').trigger('onChange', '-100' as never);
    page.renderer.findAll(Toggle).find((one) => one.props.name === 'redacted')!.trigger('onChange', true as never);
    page.renderer.find(Form).trigger('onSubmit');
    await page.shows(words.secretText);
    expect(contract.AddChannel.parse(page.bodyOf('POST channels'))).toMatchObject({ kind: 'telegram', name: 'CS', redacted: true, settings: { token: '123:abc', chatId: '-100' } });
    expect(page.input('secret').props.value).toBe(secret);
    page.press(words.copy);
    await waitFor(() => expect(page.actions.copyTextToClipboard).toHaveBeenCalledWith(secret));
    page.press(words.done);
    expect(page.actions.closeOverlay).toHaveBeenCalledWith('add-channel');
  });

  it('another kind has other fields, and begins with its first choice', async () => {
    const page = openChannels({ 'GET channels': buildChannelsView({ channels: [] }), 'POST channels': { ok: true, channelId: '0123456789abcdef', secret: null } }, locale);
    await page.shows(words.empty);
    page.renderer.findAll(Select).find((one) => one.props.name === 'kind')!.trigger('onChange', 'hubspot-task' as never);
    await waitFor(() => expect(page.renderer.findAll(Select).find((one) => one.props.name === 'dueHours')!.props.value).toBe('1'));
    page.input('name').trigger('onInput', 'Tarefas' as never);
    page.renderer.find(Form).trigger('onSubmit');
    await page.shows(words.addedText);
    expect(page.bodyOf('POST channels')).toMatchObject({ kind: 'hubspot-task', settings: { dueHours: '1' } });
  });

  it('a test says that it arrived and where, or why not and what to do', async () => {
    const arrived = openChannels({ [`POST ${ONE}/test`]: { ok: true, arrived: true, to: 'ana@acme.example', fault: null } }, locale);
    await arrived.shows(words.testText.place);
    arrived.press(words.test);
    await arrived.shows(words.arrivedText('ana@acme.example'));
    expect(arrived.sent.filter(({ what }) => what === 'GET channels').length).toBe(2);
    const failed = openChannels({ [`POST ${ONE}/test`]: { ok: true, arrived: false, to: 'x', fault: { told: 'The place is no more.', cure: 'Make another.' } } }, locale);
    await failed.shows(words.testText.place);
    failed.press(words.test);
    await failed.shows(`${words.failed}: The place is no more.`);
    expect(failed.text()).toContain('Make another.');
  });

  it('one is mended: an empty secret need not be typed again, and what was typed is not left in the form', async () => {
    const page = openChannels({ [`POST ${ONE}/settings`]: { ok: true } }, locale);
    await page.shows(words.keepSecret);
    expect(page.input('token', 0).props).toMatchObject({ required: false, value: '' });
    page.input('token', 0).trigger('onChange', '999:new' as never);
    page.renderer.find(Form).trigger('onSubmit');
    await waitFor(() => expect(page.actions.addAlert).toHaveBeenCalledWith({ type: 'success', message: settingsWordingOf(lang).page.saved }));
    expect(contract.MendChannel.parse(page.bodyOf(`POST ${ONE}/settings`))).toMatchObject({ name: 'Diretoria', redacted: true, settings: { chatId: '-100', token: '999:new' } });
    await waitFor(() => expect(page.input('token', 0).props.value).toBe(''));
  });

  it('one is paused and removed after a second yes, and resumed at once', async () => {
    const page = openChannels({ [`POST ${ONE}/pause`]: { ok: true }, [`POST ${ONE}/remove`]: { ok: true } }, locale);
    await page.shows('Diretoria');
    page.press(words.pause);
    await page.shows(words.pauseText);
    expect(page.sent.some(({ what }) => what.startsWith('POST'))).toBe(false);
    page.press(words.pause);
    await waitFor(() => expect(page.bodyOf(`POST ${ONE}/pause`)).toMatchObject({ paused: true }));
    page.press(words.remove);
    await page.shows(words.removeText);
    page.press(words.remove);
    await waitFor(() => expect(page.actions.closeOverlay).toHaveBeenCalledWith('channel-0123456789abcdef'));
    const off = openChannels({ 'GET channels': buildChannelsView({ channels: [buildChannelRow({ state: 'off' })] }), [`POST ${ONE}/pause`]: { ok: true } }, locale);
    await off.shows(words.stateTexts.off);
    off.press(words.resume);
    await waitFor(() => expect(off.bodyOf(`POST ${ONE}/pause`)).toMatchObject({ paused: false }));
  });

  it('a refusal of the server is shown with its cure', async () => {
    const page = openChannels({ [`POST ${ONE}/settings`]: { ok: false, code: 'invalid', cure: 'The settings do not fit: Chat: is missing.' } }, locale);
    await page.shows('Diretoria');
    page.renderer.find(Form).trigger('onSubmit');
    await page.shows('The settings do not fit: Chat: is missing.');
  });
});
