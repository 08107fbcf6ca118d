import { MultiSelect, Select, TextArea } from '@hubspot/ui-extensions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type CompanyPart, MOST_VALUES, SavePlaybook } from '../../extensions/contracts/playbooks.ts';
import { settingsWordingOf } from '../../extensions/wording/settings/index.ts';
import { buildPlaybooksView } from '../support/build-playbooks.ts';
import { buildCondition } from '../support/build-sale.ts';
import { openPlaybooks } from '../support/open-playbooks.tsx';
import { waitFor } from '../support/wait.ts';

const industry = { name: 'industry', label: 'Industry', options: [{ value: 'RETAIL', label: 'Retail' }, { value: 'BANKING', label: 'Banking' }] };
const city = { name: 'city', label: 'City', options: Array.from({ length: 30 }, (_, n) => ({ value: `C${n}`, label: `City ${n}` })) };
const group = { name: 'group', label: 'Group', options: [] };

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
    const page = await openPlaybooks({ 'GET playbooks': view, 'GET company-properties': { ok: true, properties: [city, group, industry] }, 'POST playbooks/pb-large/draft': { ok: true, revision: 5 } }, locale);
    await page.shows(words.intro);
    page.press(words.open);
    await page.shows(words.legsTitle);
    const choices = (name: string) => page.renderer.findAll(MultiSelect).find((one) => one.props.name === name);
    const area = (name: string) => page.renderer.findAll(TextArea).find((one) => one.props.name === name);
    const property = (name: string) => page.renderer.findAll(Select).find((one) => one.props.name === name);
    async function saved() {
      page.press(words.save);
      await waitFor(() => expect(page.actions.addAlert).toHaveBeenCalled());
      return SavePlaybook.parse(page.body('POST playbooks/pb-large/draft')).content.when.company;
    }
    const asked = () => page.sent.filter(({ what }) => what === 'GET company-properties').length;
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

  it('HubSpot is asked once for all conditions', async () => {
    const page = await openEditor([{ property: 'industry', label: 'Industry', values: [] }], [{ property: 'city', label: 'City', values: [] }]);
    await waitFor(() => expect([page.choices('when-industry'), page.choices('engagement-city')]).not.toContain(undefined));
    expect(page.asked()).toBe(1);
  });
});
