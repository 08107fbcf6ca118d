import { BarChart, Button, Checkbox, Link, Tabs } from '@hubspot/ui-extensions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as contract from '../../extensions/contracts/cases.ts';
import { casesWording } from '../../extensions/wording/cases.ts';
import { countsNow } from '../../extensions/views/home/cases/counts.ts';
import { homeCasesWording } from '../../extensions/wording/home-cases.ts';
import { sharedWording } from '../../extensions/wording/shared.ts';
import { buildCase, buildCaseFigures, buildHomeCases } from '../support/build-cases.ts';
import { openHome } from '../support/open-home.tsx';
import { waitFor } from '../support/wait.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

it('the views of these tests speak the agreed contracts', () => {
  expect(contract.HomeCases.parse(buildHomeCases())).toEqual(buildHomeCases());
  expect(contract.HomeCaseFigures.parse(buildCaseFigures())).toEqual(buildCaseFigures());
});

function openInbox(answers: Parameters<typeof openHome>[0] = {}, locale = 'en-us') {
  const page = openHome(answers, locale);
  page.openTab('cases');
  return page;
}

describe.each([{ locale: 'pt-br', lang: 'pt-BR' as const }, { locale: 'en-us', lang: 'en' as const }])('the inbox, for a reader of $locale', ({ locale, lang }) => {
  const words = homeCasesWording[lang];
  const panel = casesWording[lang];

  it('has the lists with their counts, and each case with its record, class in words, due date and owner', async () => {
    const page = openInbox({}, locale);
    await page.shows('Acme Ltda');
    for (const [list, n] of Object.entries(buildHomeCases().counts)) expect(page.text()).toContain(words.list(words.lists[list as contract.CaseList], String(n)));
    for (const shown of [panel.unnamed('502'), panel.late(lang === 'en' ? '4.2 business hours' : '4,2 h úteis'), panel.states.new, words.nobody, 'Bia Souza', lang === 'en' ? '"Detractor"' : '"Detrator"']) expect(page.text()).toContain(shown);
    expect(page.renderer.findAll(Link).map((link) => link.props.href)).toContain('https://app.hubspot.com/contacts/101/record/0-2/501?tab=nps-history');
    expect(page.text()).toContain(sharedWording[lang].asOf('').split(',')[0]!.trim());
  });

  it('begins with the reader\'s own; another list or filter asks anew from the first page', async () => {
    const page = openInbox({ 'GET cases': buildHomeCases({ next: '1790000000000:4d2f0f3e-7a51-4c38-9a35-0d9a3c1f0001' }) }, locale);
    await page.shows('Acme Ltda');
    expect(page.sent.at(-1)).toMatchObject({ what: 'GET cases', query: { list: 'open', scope: 'mine', owner: '', class: '', after: '', lang } });
    page.press(words.list(words.lists.overdue, '1'));
    await waitFor(() => expect(page.sent.at(-1)!.query).toMatchObject({ list: 'overdue', scope: 'mine' }));
    page.named('scope').trigger('onChange', 'all' as never);
    await waitFor(() => expect(page.sent.at(-1)!.query).toMatchObject({ list: 'overdue', scope: 'all' }));
    await waitFor(() => page.named('owner').trigger('onChange', 'none' as never));
    await waitFor(() => expect(page.sent.at(-1)!.query).toMatchObject({ owner: 'none', after: '' }));
    page.named('class').trigger('onChange', 'detractor' as never);
    await waitFor(() => expect(page.sent.at(-1)!.query).toMatchObject({ owner: 'none', class: 'detractor' }));
  });

  it('an empty list of one\'s own leads to everybody\'s', async () => {
    const page = openInbox({ 'GET cases': buildHomeCases({ cases: [] }) }, locale);
    await page.shows(words.none);
    page.press(words.seeAll);
    await waitFor(() => expect(page.sent.at(-1)!.query.scope).toBe('all'));
  });

  it('a refusal and a failure are told in the reader\'s words', async () => {
    await openInbox({ 'GET cases': { ok: false, code: 'portal-paused', cure: 'x' } }, locale).shows(sharedWording[lang].refusals['portal-paused'].cure);
    await openInbox({ 'GET cases': new Error('network') }, locale).shows(sharedWording[lang].errors.network.cure);
  });

  it('figures: each with its n and interval, by class, owner and segment, and why cases were closed', async () => {
    const page = openInbox({}, locale);
    await waitFor(() => page.renderer.findAll(Tabs)[1]!.trigger('onSelectedChange', 'figures' as never));
    await page.shows(words.keptOf('9', '10', false));
    for (const shown of ['90%', words.interval('60%', '98%'), words.answeredOf('8', false), words.noFigure, words.nothing, 'Enterprise', words.noSegment, words.nobody, panel.reasons.unreachable]) expect(page.text()).toContain(shown);
    expect(page.renderer.find(BarChart).props.data).toContainEqual({ owner: 'Bia Souza', n: 1, line: words.lines.late });
    page.named('days').trigger('onChange', '30' as never);
    await waitFor(() => expect(page.sent.at(-1)).toMatchObject({ what: 'GET cases/figures', query: { days: '30' } }));
  });

  it('figures: a rep is told whom to ask', async () => {
    const page = openInbox({ 'GET cases/figures': { ok: false, code: 'role-too-low', cure: 'x' } }, locale);
    await waitFor(() => page.renderer.findAll(Tabs)[1]!.trigger('onSelectedChange', 'figures' as never));
    await page.shows(panel.page.refusals['role-too-low']!.cure);
  });
});

describe('the counts of the inbox', () => {
  const [late, fresh] = buildHomeCases().cases as [contract.CaseView, contract.CaseView];
  const view = buildHomeCases();
  const after = (...made: contract.CaseView[]) => countsNow(view, view.cases.map((one) => made.find(({ id }) => id === one.id) ?? one));

  it('are those that were read as long as nothing is done', () => {
    expect(after()).toEqual({ counts: view.counts, owners: view.owners });
    expect(after({ ...late, state: 'acknowledged' })).toEqual({ counts: view.counts, owners: view.owners });
  });

  it('follow each step: an answer, a wait (which stops the clock), a closing', () => {
    expect(after({ ...fresh, state: 'answered' }).counts).toEqual({ ...view.counts, open: 1, answered: 5 });
    expect(after({ ...late, state: 'waiting' }).counts).toEqual({ ...view.counts, open: 1, overdue: 0, waiting: 4 });
    expect(after({ ...late, state: 'closed' }, { ...fresh, state: 'closed' })).toEqual({
      counts: { ...view.counts, open: 0, overdue: 0, closed: 52 }, owners: view.owners.map((owner) => ({ ...owner, open: 0 })),
    });
  });

  it('follow a case that is opened again, and one that is somebody else\'s by now', () => {
    const closed = buildHomeCases({ cases: [buildCase({ state: 'closed' })], owners: [] });
    expect(countsNow(closed, [buildCase()])).toEqual({ counts: { ...closed.counts, open: 3, closed: 49 }, owners: [{ id: '10112', name: 'Bia Souza', open: 1 }] });
    expect(after({ ...late, owner: { id: '10112', name: 'Bia Souza' } }).owners).toEqual([{ id: '10112', name: 'Bia Souza', open: 2 }, { id: 'none', name: null, open: 0 }]);
  });
});

describe('what is done in the inbox', () => {
  const words = homeCasesWording.en;
  const boxes = (page: ReturnType<typeof openHome>) => page.renderer.findAll(Checkbox);

  it('several are acknowledged at once, those that somebody else had seen are told of', async () => {
    const page = openInbox({ 'POST cases/acknowledge': { ok: true, acknowledged: 1 } });
    await page.shows('Acme Ltda');
    boxes(page)[0]!.trigger('onChange', true as never);
    await page.shows(words.acknowledge('2', false));
    page.press(words.acknowledge('2', false));
    await page.shows(words.acknowledged('1', '2'));
    expect(page.text()).toContain(words.others);
    const change = page.sent.find(({ what }) => what === 'POST cases/acknowledge')!;
    expect(change.body!.caseIds).toEqual(buildHomeCases().cases.map(({ id }) => id));
    expect(page.sent.at(-1)!.what).toBe('GET cases');
  });

  it('one that nobody can acknowledge any more cannot be chosen', async () => {
    const page = openInbox({ 'GET cases': buildHomeCases({ cases: [buildCase({ state: 'acknowledged', steps: ['answer', 'wait', 'close'] })] }) });
    await page.shows('Acme Ltda');
    expect(boxes(page)).toEqual([]);
  });

  it('a row that is opened shows the case, whose step takes its place in the list', async () => {
    const { id } = buildCase();
    const page = openInbox({ [`POST /api/1/cases/${id}/steps`]: { ok: true, case: buildCase({ state: 'acknowledged', steps: ['answer', 'wait', 'close'], revision: 2 }) } });
    await page.shows('Acme Ltda');
    const opens = page.renderer.findAll(Button).filter((one) => one.text === words.open);
    opens[1]!.trigger('onClick');
    await page.shows('Case opened, by Baton');
    page.press('Acknowledge');
    await page.shows('"Acknowledged"');
    expect(page.text()).toContain(words.list(words.lists.open, '2'));
    expect(page.sent.filter(({ what }) => what === 'GET cases')).toHaveLength(1);
    page.press(words.close);
    await waitFor(() => expect(page.text()).not.toContain('Case opened, by Baton'));
  });

  it('a step moves the counts of the lists at once, without another question', async () => {
    const { id } = buildCase();
    const page = openInbox({ [`POST /api/1/cases/${id}/steps`]: { ok: true, case: buildCase({ state: 'answered', steps: ['close'], revision: 2 }) } });
    await page.shows(words.list(words.lists.open, '2'));
    page.renderer.findAll(Button).filter((one) => one.text === words.open)[1]!.trigger('onClick');
    await page.shows('Case opened, by Baton');
    page.press('Acknowledge');
    await page.shows(words.list(words.lists.open, '1'));
    expect(page.text()).toContain(words.list(words.lists.answered, '5'));
    expect(page.sent.filter(({ what }) => what === 'GET cases')).toHaveLength(1);
  });
});
