import { MultiSelect, Select } from '@hubspot/ui-extensions';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as contract from '../../extensions/contracts/handoff-settings.ts';
import { behindWording } from '../../extensions/wording/behind.ts';
import { settingsWordingOf } from '../../extensions/wording/settings/index.ts';
import { Settings } from '../../src/app/settings/Settings.tsx';
import { type Answers, openPage } from '../support/page.tsx';
import { waitFor } from '../support/wait.ts';

const AT = '2026-11-21T12:00:00.000Z';

function buildChoices(overrides: Partial<contract.HandoffChoices> = {}): contract.HandoffChoices {
  return {
    ok: true, asOf: AT, role: 'admin', team: ['11'], next: '11', imported: null, starts: [], startsAt: null,
    pipelines: [{ id: 'default', label: 'Sales', stages: [{ id: 'sent', label: 'Contract sent' }, { id: 'won', label: 'Won' }] }],
    owners: [{ id: '11', name: 'Bia Souza' }, { id: '12', name: null }],
    earlier: [{ days: 30, deals: 0 }, { days: 60, deals: 1 }, { days: 90, deals: 4 }, { days: 180, deals: 9 }, { days: 365, deals: 20 }],
    ...overrides,
  };
}

function openChoices(view: object, answers: Answers = {}, locale = 'en-us') {
  const actions = { addAlert: vi.fn(), copyTextToClipboard: vi.fn(async () => {}), closeOverlay: vi.fn() };
  const page = openPage({ path: 'settings', views: { 'GET handoff': view }, draw: (context) => <Settings context={context} actions={actions} /> }, answers, locale);
  page.openTab('handoff');
  return { ...page, actions };
}

afterEach(() => {
  vi.restoreAllMocks();
});

it('the view of these tests speaks the agreed contract', () => {
  expect(contract.HandoffChoices.parse(buildChoices())).toEqual(buildChoices());
});

describe.each([{ locale: 'pt-br', lang: 'pt-BR' as const }, { locale: 'en-us', lang: 'en' as const }])('the choices for handoffs, for a reader of $locale', ({ locale, lang }) => {
  const words = settingsWordingOf(lang).handoff;

  it('the stages where handoffs begin are chosen by name', async () => {
    const page = openChoices(buildChoices(), { 'POST handoff/starts': { ok: true } }, locale);
    await page.shows(words.noStarts);
    const stages = () => page.renderer.findAll(MultiSelect).find((one) => one.props.name === 'starts')!;
    expect((stages().props.options as { label: string }[]).map((one) => one.label)).toEqual(['Sales: Contract sent', 'Sales: Won']);
    stages().trigger('onChange', ['sent'] as never);
    await waitFor(() => expect(stages().props.value).toEqual(['sent']));
    page.press(words.saveStarts);
    await waitFor(() => expect(page.actions.addAlert).toHaveBeenCalledWith({ type: 'success', message: words.startsSaved }));
    expect(contract.ChooseStarts.parse(page.sent.find((one) => one.what === 'POST handoff/starts')!.body).starts).toEqual([{ pipeline: 'default', stage: 'sent' }]);
  });

  it('while HubSpot does not tell the pipelines, what was chosen stays, by its id', async () => {
    const page = openChoices(buildChoices({ pipelines: null, starts: [{ pipeline: 'default', stage: 'sent' }], startsAt: AT }), {}, locale);
    await page.shows(settingsWordingOf(lang).page.noPipelines);
    expect(page.renderer.findAll(MultiSelect).find((one) => one.props.name === 'starts')!.props).toMatchObject({ value: ['sent'], options: [{ value: 'sent', label: 'sent' }] });
  });

  it('the team is saved in the order in which it was chosen', async () => {
    const page = openChoices(buildChoices(), { 'POST handoff/team': { ok: true } }, locale);
    await page.shows(words.next('Bia Souza'));
    const people = () => page.renderer.findAll(MultiSelect).find((one) => one.props.name === 'cs-team')!;
    people().trigger('onChange', ['12', '11'] as never);
    await waitFor(() => expect(people().props.value).toEqual(['12', '11']));
    expect(page.text()).toContain(words.order('12, Bia Souza'));
    page.press(words.save);
    await waitFor(() => expect(page.actions.addAlert).toHaveBeenCalledWith({ type: 'success', message: words.saved }));
    expect(contract.ChooseTeam.parse(page.sent.find((one) => one.what === 'POST handoff/team')!.body).team).toEqual(['12', '11']);
  });

  it('without a team it says what is done instead', async () => {
    await openChoices(buildChoices({ team: [] }), {}, locale).shows(words.noTeam);
  });

  it('earlier wins are imported after one has seen how many they are', async () => {
    const page = openChoices(buildChoices(), { 'POST handoff/import': { ok: true } }, locale);
    await page.shows(words.importNow);
    const days = page.renderer.findAll(Select).find((one) => one.props.name === 'import-days')!;
    expect((days.props.options as { label: string }[]).map((one) => one.label)[1]).toBe(words.choice('60', '1', true));
    days.trigger('onChange', 180 as never);
    await waitFor(() => expect(page.renderer.findAll(Select).find((one) => one.props.name === 'import-days')!.props.value).toBe(180));
    page.press(words.importNow);
    await page.shows(words.importText('9', false));
    page.press(words.importNow);
    await waitFor(() => expect(page.actions.addAlert).toHaveBeenCalledWith({ type: 'success', message: words.importing }));
    expect(contract.ImportWon.parse(page.sent.find((one) => one.what === 'POST handoff/import')!.body).days).toBe(180);
  });

  it('where there is none, none is offered; the last import is told', async () => {
    const page = openChoices(buildChoices({ earlier: [{ days: 30, deals: 0 }], imported: { at: AT, days: 90 } }), {}, locale);
    await page.shows(words.none);
    expect(page.text()).not.toContain(words.importNow);
    expect(page.text()).toContain('90');
  });

  it('who may only look is offered no change; a refusal is told', async () => {
    const page = openChoices(buildChoices({ role: 'manager' }), {}, locale);
    await page.shows(settingsWordingOf(lang).page.readOnly);
    expect(page.text()).not.toContain(words.save);
    expect(page.text()).not.toContain(words.importNow);
    await openChoices({ ok: false, code: 'role-too-low', cure: '' }, {}, locale).shows(settingsWordingOf(lang).page.refusals['role-too-low']!.title);
  });

  describe('saved, and not read again', () => {
    beforeEach(() => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    it('what is typed meanwhile stays until somebody reloads', async () => {
      const answers: Answers = { 'POST handoff/team': { ok: true } };
      const page = openChoices(buildChoices(), answers, locale);
      const people = () => page.renderer.findAll(MultiSelect).find((one) => one.props.name === 'cs-team')?.props.value;
      const choose = (team: string[]) => page.renderer.findAll(MultiSelect).find((one) => one.props.name === 'cs-team')!.trigger('onChange', team as never);
      await vi.waitFor(() => expect(people()).toEqual(['11']));
      answers['GET handoff'] = new Response('', { status: 503 });
      choose(['12', '11']);
      await vi.waitFor(() => expect(people()).toEqual(['12', '11']));
      page.press(words.save);
      await vi.waitFor(() => expect(page.text()).toContain(behindWording[lang].yours));
      choose(['12']);
      answers['GET handoff'] = buildChoices({ team: ['12', '11'] });
      await vi.advanceTimersByTimeAsync(60_000);
      await vi.waitFor(() => expect(people()).toEqual(['12']));
      expect(page.sent.filter((one) => one.what === 'GET handoff')).toHaveLength(2);
      page.press(behindWording[lang].reload);
      await vi.waitFor(() => expect(people()).toEqual(['12', '11']));
      expect(page.text()).not.toContain(behindWording[lang].title);
    });
  });
});
