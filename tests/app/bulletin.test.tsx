import { Checkbox, Form, Input, Select } from '@hubspot/ui-extensions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as contract from '../../extensions/contracts/bulletin.ts';
import { settingsWordingOf } from '../../extensions/wording/settings/index.ts';
import { Settings } from '../../src/app/settings/Settings.tsx';
import { buildBulletinView, buildChoices, buildSchedule, buildSubscriptionRow } from '../support/build-bulletin.ts';
import { type Answers, openPage } from '../support/page.tsx';
import { waitFor } from '../support/wait.ts';

const { id } = buildSubscriptionRow();
const SAVED = { ok: true, id };

/** Opens the settings' tab "Bulletin". Forms in the order of the page: that of each reader, then that of a new one. */
function openBulletin(view: object = buildBulletinView(), answers: Answers = {}, locale = 'en-us') {
  const actions = { addAlert: vi.fn(), copyTextToClipboard: vi.fn(async () => {}), closeOverlay: vi.fn() };
  const page = openPage({ path: 'settings', views: { 'GET bulletin': view }, draw: (context) => <Settings context={context} actions={actions} /> }, answers, locale);
  page.openTab('bulletin');
  const form = (at: number) => page.renderer.findAll(Form).at(at)!;
  const found = (at: number, name: string) => [...form(at).findAll(Select), ...form(at).findAll(Input)].find((one) => one.props.name === name);
  const field = (at: number, name: string) => {
    const one = found(at, name);
    if (!one) throw new Error(`There is no field ${name} in\n${page.text()}`);
    return one;
  };
  const type = async (at: number, name: string, value: unknown) => {
    await waitFor(() => field(at, name));
    (field(at, name) as never as { trigger(event: string, value: unknown): void }).trigger('onInput' in field(at, name).props ? 'onInput' : 'onChange', value);
    await waitFor(() => expect(field(at, name).props.value).toBe(value));
  };
  const submit = (at: number) => form(at).trigger('onSubmit');
  const bodyOf = (what: string) => page.sent.filter((one) => one.what === what).at(-1)!.body;
  const posted = () => page.sent.filter(({ what }) => what.startsWith('POST'));
  return { ...page, actions, form, found, field, type, submit, bodyOf, posted };
}

afterEach(() => {
  vi.restoreAllMocks();
});

it('the view of these tests speaks the agreed contract', () => {
  expect(contract.BulletinView.parse(buildBulletinView())).toEqual(buildBulletinView());
});

describe.each([
  { locale: 'pt-br', lang: 'pt-BR' as const, often: ['Todo dia, às 08:00', 'Toda terça-feira', 'Todo domingo', 'Todo dia 1º do mês,', 'Todo dia 31 do mês, ou no último'] },
  { locale: 'en-us', lang: 'en' as const, often: ['Every day at 08:00', 'Every Tuesday', 'Every Sunday', 'On the 1st of each month at', 'On the 31st of each month, or its last day'] },
])('the bulletin, for a reader of $locale', ({ locale, lang, often }) => {
  const words = settingsWordingOf(lang).bulletin;

  it('lists who gets it, when, of what, and how the last one went; who has left is told when', async () => {
    const schedules = [{}, { frequency: 'weekly', weekday: 2 }, { frequency: 'weekly', weekday: 7 }, { frequency: 'monthly' }, { frequency: 'monthly', monthDay: 31 }] as const;
    const rows = schedules.map((schedule, at) => buildSubscriptionRow({ id: id.replace(/^./, String(at)), email: `r${at}@agencia.example`, choices: buildChoices({ schedule: buildSchedule(schedule) }) }));
    const left = buildSubscriptionRow({ id: id.replace(/^./, '9'), email: 'saiu@agencia.example', state: 'unsubscribed', nextAt: null, last: null, endedAt: '2026-11-20T11:00:00.000Z', choices: buildChoices({ scope: { kind: 'owner', owner: '10112' } }) });
    const page = openBulletin(buildBulletinView({ subscriptions: [...rows, left] }), {}, locale);
    await page.shows('r0@agencia.example');
    for (const text of [...often, words.all, words.ownerOf('Bia Souza'), words.states.on, words.states.unsubscribed, words.never, words.by('Bia Souza'), words.issues.sent]) expect(page.text()).toContain(text);
    // Whoever has left has no entry to open, and is added again on purpose.
    expect(page.renderer.findAll(Form)).toHaveLength(rows.length + 1);
  });

  it('says that there is nobody yet, and what is wrong with the channel', async () => {
    const page = openBulletin(buildBulletinView({ subscriptions: [], channel: 'none' }), {}, locale);
    await page.shows(words.empty);
    expect(page.text()).toContain(words.channels.none);
    await openBulletin(buildBulletinView({ channel: 'disabled' }), {}, locale).shows(words.channels.disabled!);
  });

  it('tells a rep whom to ask', async () => {
    await openBulletin({ ok: false, code: 'role-too-low', cure: 'x' }, {}, locale).shows(settingsWordingOf(lang).page.refusals['role-too-low']!.cure);
  });
});

describe('somebody new', () => {
  const words = settingsWordingOf('en').bulletin;

  it('gets it weekly on Mondays unless told otherwise; the day is asked for by the frequency', async () => {
    const page = openBulletin(buildBulletinView({ subscriptions: [] }), { 'POST bulletin': SAVED });
    await page.shows(words.empty);
    expect(page.field(0, 'weekday').props.value).toBe(1);
    await page.type(0, 'frequency', 'monthly');
    expect(page.found(0, 'weekday')).toBeUndefined();
    await page.type(0, 'monthDay', 31);
    expect(page.text()).toContain(words.monthDayHint);
    await page.type(0, 'email', ' CFO@Agencia.example ');
    await page.type(0, 'time', '7:30');
    await page.type(0, 'scope', 'segment-SMB');
    await page.type(0, 'language', 'pt-BR');
    await page.type(0, 'reason', ' Board ');
    page.submit(0);
    await page.shows(words.added);
    expect(contract.AddSubscription.parse(page.bodyOf('POST bulletin'))).toMatchObject({
      email: 'cfo@agencia.example', again: false,
      choices: { schedule: { frequency: 'monthly', monthDay: 31, time: '07:30', timeZone: 'America/Sao_Paulo' }, language: 'pt-BR', scope: { kind: 'segment', segment: 'SMB' }, reason: 'Board' },
    });
  });

  it.each([
    ['no address', 'agencia.example', words.emailWrong],
    ['an address that gets it', 'CEO@agencia.example', words.emailKnown],
  ])('is not added with %s', async (_, email, told) => {
    const page = openBulletin();
    await page.shows('ceo@agencia.example');
    await page.type(-1, 'email', email);
    page.submit(-1);
    await page.shows(told);
    expect(page.posted()).toEqual([]);
  });

  it('is not added at a time that is none', async () => {
    const page = openBulletin();
    await page.shows('ceo@agencia.example');
    await page.type(-1, 'email', 'cfo@agencia.example');
    await page.type(-1, 'time', '25:00');
    await page.shows(words.timeWrong);
    page.submit(-1);
    expect(page.posted()).toEqual([]);
  });

  it('who has left is added again only when it is said that they asked', async () => {
    const page = openBulletin(buildBulletinView({ subscriptions: [buildSubscriptionRow({ state: 'unsubscribed', nextAt: null })] }), { 'POST bulletin': SAVED });
    await page.shows('ceo@agencia.example');
    expect(page.renderer.findAll(Checkbox)).toEqual([]);
    await page.type(0, 'email', 'ceo@agencia.example');
    page.submit(0);
    await page.shows(words.againWrong);
    expect(page.posted()).toEqual([]);
    page.renderer.find(Checkbox).trigger('onChange', true as never);
    await waitFor(() => expect(page.renderer.find(Checkbox).props.checked).toBe(true));
    page.submit(0);
    await waitFor(() => expect(page.bodyOf('POST bulletin')).toMatchObject({ again: true }));
  });

  it('who has left since the page was read: the server says so, and the box appears', async () => {
    const page = openBulletin(buildBulletinView({ subscriptions: [] }), { 'POST bulletin': { ok: false, code: 'conflict', cure: 'x' } });
    await page.shows(words.empty);
    await page.type(0, 'email', 'cfo@agencia.example');
    page.submit(0);
    await page.shows(words.again);
  });
});

describe('a reader\'s entry', () => {
  const words = settingsWordingOf('en').bulletin;
  const { saved, refusals } = settingsWordingOf('en').page;

  it('is changed: frequency, day, time, zone, language, companies', async () => {
    const page = openBulletin(buildBulletinView(), { [`POST bulletin/${id}`]: SAVED });
    await page.shows('ceo@agencia.example');
    await page.type(0, 'frequency', 'weekly');
    await page.type(0, 'weekday', 5);
    await page.type(0, 'time', '18:15');
    await page.type(0, 'zone', 'Europe/Lisbon');
    await page.type(0, 'language', 'en');
    await page.type(0, 'scope', 'owner-10112');
    page.submit(0);
    await waitFor(() => expect(page.actions.addAlert).toHaveBeenCalledWith({ type: 'success', message: saved }));
    expect(contract.ChangeSubscription.parse(page.bodyOf(`POST bulletin/${id}`))).toMatchObject({
      revision: 3, choices: buildChoices({ schedule: buildSchedule({ frequency: 'weekly', weekday: 5, time: '18:15', timeZone: 'Europe/Lisbon' }), language: 'en', scope: { kind: 'owner', owner: '10112' } }),
    });
    expect(page.sent.filter(({ what }) => what === 'GET bulletin')).toHaveLength(2);
  });

  it('keeps an owner who is gone and a segment that HubSpot does not tell now', async () => {
    const rows = [{ kind: 'owner' as const, owner: '999' }, { kind: 'segment' as const, segment: 'OLD' }].map((scope, at) => buildSubscriptionRow({ id: id.replace(/^./, String(at)), choices: buildChoices({ scope }) }));
    const page = openBulletin(buildBulletinView({ segments: null, subscriptions: rows }));
    await page.shows(words.ownerOf('999'));
    expect(page.field(0, 'scope').props.value).toBe('owner-999');
    expect(page.field(1, 'scope').props.value).toBe('segment-OLD');
    expect(page.text()).toContain(words.segmentOf('OLD'));
  });

  it('that somebody else has changed is not overwritten', async () => {
    const page = openBulletin(buildBulletinView(), { [`POST bulletin/${id}`]: { ok: false, code: 'conflict', cure: 'x' } });
    await page.shows('ceo@agencia.example');
    page.submit(0);
    await page.shows(refusals.conflict!.title);
  });

  it.each([['waiting', 'success', words.tested], ['no-channel', 'warning', words.notTested]])('is sent a test; what became of it (%s) is told', async (state, type, message) => {
    const page = openBulletin(buildBulletinView(), { [`POST bulletin/${id}/test`]: { ok: true, state } });
    await page.shows('ceo@agencia.example');
    page.press(words.test);
    await waitFor(() => expect(page.actions.addAlert).toHaveBeenCalledWith({ type, message }));
  });

  it('is ended after a second yes, with what that means', async () => {
    const page = openBulletin(buildBulletinView(), { [`POST bulletin/${id}/revoke`]: SAVED });
    await page.shows('ceo@agencia.example');
    page.press(words.revoke);
    await page.shows(words.revokeText('ceo@agencia.example'));
    expect(page.posted()).toEqual([]);
    page.press(words.revoke);
    await waitFor(() => expect(page.actions.closeOverlay).toHaveBeenCalledWith(`reader-${id}`));
  });
});
