import { MultiSelect, Select, TextArea } from '@hubspot/ui-extensions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type CompanyPart, MOST_VALUES, SavePlaybook } from '../../extensions/contracts/playbooks.ts';
import { settingsWordingOf } from '../../extensions/wording/settings/index.ts';
import { buildPlaybooksView } from '../support/build-playbooks.ts';
import { buildCondition } from '../support/build-sale.ts';
import { openPlaybooks } from '../support/open-playbooks.tsx';
import { waitFor } from '../support/wait.ts';

const industry = { name: 'industry', label: 'Industry', choices: 2, options: [{ value: 'RETAIL', label: 'Retail' }, { value: 'BANKING', label: 'Banking' }] };
const city = { name: 'city', label: 'City', choices: 30, options: Array.from({ length: 30 }, (_, n) => ({ value: `C${n}`, label: `City ${n}` })) };
const group = { name: 'group', label: 'Group', choices: 0, options: [] };
const state = { name: 'state', label: 'State', choices: 1_000, options: [] };

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each([{ locale: 'pt-br', lang: 'pt-BR' as const }, { locale: 'en-us', lang: 'en' as const }])('properties of the company, for a reader of $locale', ({ locale, lang }) => {
  const words = settingsWordingOf(lang).playbooks;

  /** The first playbook, with what its condition and the one of a leg ask of the company. */
  async function openEditor(company: CompanyPart[] = [], ofLeg: CompanyPart[] = []) {
    const view = buildPlaybooksView();
    const { content } = view.playbooks[0]!;
    content.when = buildCondition({ company });
    content.legs = content.legs.map((leg, at) => (at === 1 && ofLeg.length > 0 ? { ...leg, onlyWith: buildCondition({ company: ofLeg }) } : leg));
    const page = await openPlaybooks({ 'GET playbooks': view, 'GET company-properties': { ok: true, properties: [city, group, industry, state] }, 'POST playbooks/pb-large/draft': { ok: true, revision: 5 } }, locale);
    await page.shows(words.intro);
    page.press(words.open);
    await page.shows(words.legsTitle);
    const choices = (name: string) => page.renderer.findAll(MultiSelect).find((one) => one.props.name === name);
    const area = (name: string) => page.renderer.findAll(TextArea).find((one) => one.props.name === name);
    const property = (name: string) => page.renderer.findAll(Select).find((one) => one.props.name === name);
    const asked = () => page.sent.filter(({ what }) => what === 'GET company-properties').length;
    async function saved() {
      const before = asked();
      page.press(words.save);
      await waitFor(() => expect(page.actions.addAlert).toHaveBeenCalled());
      // Saved, the page is drawn anew and, where a condition asks of the company, asks again: not while the next test counts.
      if (company.length > 0) await waitFor(() => expect(asked()).toBe(before + 1));
      return SavePlaybook.parse(page.body('POST playbooks/pb-large/draft')).content.when.company;
    }
    return { ...page, choices, area, property, saved, asked };
  }

  it('one is chosen by name, with HubSpot\'s choices', async () => {
    const page = await openEditor();
    expect(page.asked()).toBe(0);
    page.press(words.addProperty);
    await waitFor(() => expect(page.property('when-company')).toBeDefined());
    page.property('when-company')!.trigger('onChange', 'industry' as never);
    await waitFor(() => expect(page.choices('when-industry')?.props.options).toEqual(industry.options));
    expect(page.choices('when-industry')!.props.description).toBeUndefined();
    page.choices('when-industry')!.trigger('onChange', ['RETAIL'] as never);
    await waitFor(() => expect(page.choices('when-industry')!.props.value).toEqual(['RETAIL']));
    expect(await page.saved()).toEqual([{ property: 'industry', label: 'Industry', values: [{ value: 'RETAIL', label: 'Retail' }] }]);
  });

  it('of many choices as many are kept as can be saved, and it says how many', async () => {
    const page = await openEditor([{ property: 'city', label: 'City', values: [] }]);
    await waitFor(() => expect(page.choices('when-city')?.props.description).toBe(words.mostChoices('20')));
    page.choices('when-city')!.trigger('onChange', city.options.slice(0, MOST_VALUES + 1).map((one) => one.value) as never);
    await waitFor(() => expect(page.choices('when-city')!.props.value).toHaveLength(MOST_VALUES));
    expect((await page.saved())![0]!.values).toEqual(city.options.slice(0, MOST_VALUES));
  });

  it('without choices a line is a value, with whatever commas are in it', async () => {
    const page = await openEditor([{ property: 'group', label: 'Group', values: [{ value: 'Acme, Inc', label: 'Acme, Inc' }] }]);
    await waitFor(() => expect(page.area('when-group')?.props).toMatchObject({ value: 'Acme, Inc', description: words.mostLines('20') }));
    page.area('when-group')!.trigger('onInput', 'Acme, Inc\nVale, S.A.' as never);
    expect((await page.saved())![0]!.values.map((one) => one.value)).toEqual(['Acme, Inc', 'Vale, S.A.']);
  });

  it('of more choices than can be shown one is written a line; what was kept is shown by its label and stays what it is', async () => {
    const held = { value: 'BR-SP', label: 'São Paulo' };
    const page = await openEditor([{ property: 'state', label: 'State', values: [held] }]);
    const thousand = lang === 'en' ? '1,000' : '1.000';
    await waitFor(() => expect(page.area('when-state')?.props).toMatchObject({ value: 'São Paulo', description: words.namedLines('20', thousand) }));
    page.area('when-state')!.trigger('onInput', 'São Paulo\nBahia' as never);
    expect((await page.saved())![0]!.values).toEqual([held, { value: 'Bahia', label: 'Bahia' }]);
  });

  it('HubSpot is asked once for all conditions', async () => {
    const page = await openEditor([{ property: 'industry', label: 'Industry', values: [] }], [{ property: 'city', label: 'City', values: [] }]);
    await waitFor(() => expect([page.choices('when-industry'), page.choices('engagement-city')]).not.toContain(undefined));
    expect(page.asked()).toBe(1);
  });
});
