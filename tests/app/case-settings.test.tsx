import { Input, LoadingButton, MultiSelect, Select, TextArea } from '@hubspot/ui-extensions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as contract from '../../extensions/contracts/case-settings.ts';
import { caseSettingsWording } from '../../extensions/wording/settings/cases.ts';
import { settingsWordingOf } from '../../extensions/wording/settings/index.ts';
import { Settings } from '../../src/app/settings/Settings.tsx';
import { buildCaseSettings } from '../support/build-cases.ts';
import { type Answers, openPage } from '../support/page.tsx';
import { waitFor } from '../support/wait.ts';

function openCases(view: object, answers: Answers = {}, locale = 'en-us') {
  const actions = { addAlert: vi.fn(), copyTextToClipboard: vi.fn(async () => {}), closeOverlay: vi.fn() };
  const page = openPage({ path: 'settings', views: { 'GET cases': view }, draw: (context) => <Settings context={context} actions={actions} /> }, answers, locale);
  page.openTab('cases');
  const named = (name: string) => [...page.renderer.findAll(Select), ...page.renderer.findAll(MultiSelect), ...page.renderer.findAll(Input), ...page.renderer.findAll(TextArea)].find((one) => one.props.name === name)!;
  const change = async (name: string, value: unknown) => waitFor(() => (named(name) as never as { trigger(event: string, value: unknown): void }).trigger(named(name).props.hasOwnProperty('onInput') ? 'onInput' : 'onChange', value));
  const sent = () => contract.SaveCaseSettings.parse(page.sent.filter(({ what }) => what === 'POST cases').at(-1)!.body);
  const save = () => page.renderer.findAll(LoadingButton).at(-1)!;
  return { ...page, actions, named, change, sent, save };
}

afterEach(() => {
  vi.restoreAllMocks();
});

it('the view of these tests speaks the agreed contract', () => {
  expect(contract.CaseSettingsView.parse(buildCaseSettings())).toEqual(buildCaseSettings());
});

describe.each([
  { locale: 'pt-br', lang: 'pt-BR' as const, told: ['Detratores do segmento Enterprise: responder em 4 horas úteis; vencido o prazo, avisar: líder.', 'Detratores, relacional, a partir de R$\u00a010.000 em 12 meses, clientes de Bia Souza: avisar por E-mail (líder) e Slack #cs.', 'Em 50% do prazo, avisar: responsável.', 'os casos ficam com Caio Lima.'] },
  { locale: 'en-us', lang: 'en' as const, told: ['Detractors of the segment Enterprise: answer in 4 business hours; when the time is over, tell the lead.', 'Detractors, relational, from R$10,000 in 12 months, customers of Bia Souza: tell by E-mail (the lead) and Slack #cs.', 'At 50% of the time, tell the owner.', 'Caio Lima has the cases.'] },
])('cases and SLA, for a reader of $locale', ({ locale, lang, told }) => {
  const words = caseSettingsWording[lang];

  it('each rule is told in plain words', async () => {
    const page = openCases(buildCaseSettings(), {}, locale);
    await page.shows(words.intro);
    for (const text of [...told, words.started]) expect(page.text()).toContain(text);
    expect(page.save().props.disabled).toBe(true);
  });

  it('a manager sees all of it and changes none; a rep is told whom to ask', async () => {
    const page = openCases(buildCaseSettings({ role: 'manager' }), {}, locale);
    await page.shows(settingsWordingOf(lang).page.readOnly);
    for (const text of [words.add, words.edit, words.save]) expect(() => page.press(text)).toThrow();
    expect(page.named('lead').props.readOnly).toBe(true);
    await openCases({ ok: false, code: 'role-too-low', cure: 'x' }, {}, locale).shows(settingsWordingOf(lang).page.refusals['role-too-low']!.cure);
  });
});

describe('what is changed', () => {
  const words = caseSettingsWording.en;

  it('a policy in four fields, the newest first; who is told at its end is the ladder\'s step', async () => {
    const page = openCases(buildCaseSettings(), { 'POST cases': { ok: true, revision: 1 } });
    await page.shows(words.intro);
    page.press(words.add);
    await page.change('policy-classes', ['promoter']);
    await page.change('policy-segments', ['SMB']);
    await page.change('policy-hours', '2.5');
    expect(page.text()).not.toContain(words.endOfAll);
    await page.change('policy-end', 'head');
    await page.shows(words.endMoves('the lead', 'the head'));
    expect(page.text()).toContain(words.endOfAll);
    await waitFor(() => page.press(words.apply));
    await page.shows('Promoters of the segment SMB: answer in 2.50 business hours; when the time is over, tell the head.');
    expect(page.text()).toContain(words.endMoved('the head'));
    page.press(words.save);
    await waitFor(() => expect(page.actions.addAlert).toHaveBeenCalledWith({ type: 'success', message: words.saved }));
    const { settings, revision } = page.sent();
    expect(revision).toBe(0);
    expect(settings.policies[0]).toEqual({ classes: ['promoter'], segments: ['SMB'], hours: 2.5 });
    expect(settings.policies).toHaveLength(3);
    expect(settings.escalation).toContainEqual({ percent: 100, to: 'head' });
    await waitFor(() => expect(page.text()).not.toContain(words.endMoved('the head')));
    // What is saved next goes over what was saved.
    await page.change('fallback', '10112');
    await waitFor(() => expect(page.save().props.disabled).toBe(false));
    page.press(words.save);
    await waitFor(() => expect(page.sent()).toMatchObject({ revision: 1, settings: { fallback: '10112' } }));
  });

  it('where the ladder tells nobody at 100%, the wizard says so, and adds or takes away that step only if somebody chooses it', async () => {
    const settings = { ...buildCaseSettings().settings, escalation: [{ percent: 50, to: 'owner' as const }] };
    const page = openCases(buildCaseSettings({ settings }), { 'POST cases': { ok: true, revision: 1 } });
    await page.shows(words.intro);
    page.press(words.add);
    await waitFor(() => expect(page.named('policy-end').props.value).toBe('nobody'));
    await page.change('policy-hours', '2');
    await waitFor(() => page.press(words.apply));
    await page.shows('Detractors: answer in 2 business hours.');
    expect(page.text()).not.toContain(words.endMoved('nobody'));
    page.press(words.add);
    await page.change('policy-end', 'lead');
    await page.shows(words.endMoves('nobody', 'the lead'));
    await waitFor(() => page.press(words.apply));
    await page.shows(words.endMoved('the lead'));
    page.press(words.save);
    await waitFor(() => expect(page.sent().settings.escalation).toEqual([{ percent: 50, to: 'owner' }, { percent: 100, to: 'lead' }]));
  });

  it('hours that are none cannot be applied', async () => {
    const page = openCases(buildCaseSettings());
    await page.shows(words.intro);
    page.press(words.add);
    await page.change('policy-hours', 'soon');
    await waitFor(() => expect(page.named('policy-hours').props.error).toBe(true));
  });

  it.each([
    [{ ok: false, code: 'conflict', cure: 'x' }, settingsWordingOf('en').page.refusals.conflict!.title],
    [new Error('network'), 'No connection to Baton'],
  ])('survives a save that fails: %o', async (answer, title) => {
    const page = openCases(buildCaseSettings(), { 'POST cases': answer });
    await page.shows(words.intro);
    await page.change('head', '10112');
    await waitFor(() => expect(page.save().props.disabled).toBe(false));
    page.press(words.save);
    await page.shows(title);
    expect(page.named('head').props.value).toBe('10112');
    expect(page.text()).toContain(words.unsaved);
  });

  it('texts of alerts: the account\'s own with an example of how they read, Baton\'s where they are empty', async () => {
    const page = openCases(buildCaseSettings(), { 'POST cases': { ok: true, revision: 1 } });
    await page.shows(words.sample('Detractor: Padaria Aurora answered 3 of 10 (NPS)', 'Call today. Due: Nov 19, 2026, 11:00 AM.'));
    expect(page.text()).toContain(words.braces('{company} (company), {class} (class), {score} (score), {due} (due date), {owner} (owner), {person} (the respondent)'));
    await page.change('headline-detractor', '{empresa}!');
    await page.shows(words.textUnknown('{empresa}'));
    expect(page.save().props.disabled).toBe(true);
    await page.change('headline-detractor', 'x'.repeat(151));
    await page.shows(words.textLong('150'));
    await page.change('headline-detractor', '{company} needs {owner}');
    await page.shows(words.sample('Padaria Aurora needs Bia Souza', 'Call today. Due: Nov 19, 2026, 11:00 AM.'));
    await page.change('lead-promoter', 'Say thank you');
    await waitFor(() => expect(page.save().props.disabled).toBe(false));
    page.press(words.save);
    await waitFor(() => expect(page.sent().settings.texts).toEqual({ detractor: { headline: '{company} needs {owner}', lead: '' }, promoter: { headline: '', lead: 'Say thank you' } }));
    for (const name of ['headline-detractor', 'lead-promoter']) await page.change(name, '');
    await waitFor(() => page.press(words.save));
    await waitFor(() => expect(page.sent().settings.texts).toBeUndefined());
  });

  it('segments, quiet hours, grouping and when answers open a case', async () => {
    const page = openCases(buildCaseSettings({ properties: null }), { 'POST cases': { ok: true, revision: 1 } });
    await page.shows(words.noProperties);
    expect(page.named('segment').props.value).toBe('segment');
    await page.change('quiet-from', '25');
    await page.shows(words.wrongTime);
    expect(page.save().props.disabled).toBe(true);
    await page.change('quiet-from', '');
    await page.change('quiet-to', '');
    await page.change('group', '30');
    await page.change('opens-passive', 'never');
    await waitFor(() => expect(page.save().props.disabled).toBe(false));
    page.press(words.save);
    await waitFor(() => expect(page.sent().settings).toMatchObject({ quiet: null, groupMinutes: 30, opens: { passive: 'never' }, segmentProperty: 'segment' }));
  });
});
