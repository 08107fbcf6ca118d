import { Alert, SearchInput } from '@hubspot/ui-extensions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as contract from '../../extensions/contracts/review.ts';
import { homeWording } from '../../extensions/wording/home.ts';
import { sharedWording } from '../../extensions/wording/shared.ts';
import { ANSWER, buildDecidedAnswer, buildHomeDecided, buildHomeReview } from '../support/build-review.ts';
import { openHome } from '../support/open-home.tsx';
import type { Answers } from '../support/page.tsx';
import { waitFor } from '../support/wait.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

it('the views of these tests speak the agreed contracts', () => {
  expect(contract.HomeReview.parse(buildHomeReview())).toEqual(buildHomeReview());
  expect(contract.HomeDecided.parse(buildHomeDecided())).toEqual(buildHomeDecided());
});

describe.each([{ locale: 'pt-br', lang: 'pt-BR' as const }, { locale: 'en-us', lang: 'en' as const }])('for a reader of $locale', ({ locale, lang }) => {
  const page = homeWording[lang];
  const words = page.review;

  const open = async (answers: Answers = {}) => {
    const home = openHome(answers, locale);
    home.openTab('review');
    await waitFor(() => expect(home.text()).not.toContain(page.page.loading));
    return home;
  };
  const openDecided = async (answers: Answers = {}) => {
    const home = await open(answers);
    home.named('list').trigger('onChange', 'decided' as never);
    await waitFor(() => expect(home.text()).not.toContain(page.page.loading));
    return home;
  };

  it('an answer with its candidates: it is settled only after a choice and a second yes', async () => {
    const home = await open({ 'POST review/settle': { ok: true, companyId: '502', recordUrl: 'https://app.hubspot.com/x/502' } });
    for (const shown of ['Muito lento', words.waiting('1', true), words.scored('2', '0', '10')]) expect(home.text()).toContain(shown);
    home.named(`company-${ANSWER}`).trigger('onChange', '502' as never);
    home.press(words.settle);
    await home.shows(words.settleText('Beta'));
    expect(home.sent.some(({ what }) => what.startsWith('POST'))).toBe(false);
    home.press(words.settle);
    await home.shows(words.settledText('Beta'));
    const made = home.sent.find(({ what }) => what === 'POST review/settle')!;
    expect(contract.SettleAnswer.parse(made.body)).toMatchObject({ answerId: ANSWER, companyId: '502' });
    expect(home.sent.at(-1)!.what).toBe('GET review');
  });

  it('another company is found by search, from two letters on; one that nobody has says so', async () => {
    const found = { ok: true, companies: [{ id: '777', name: 'Delta', domain: 'delta.com.br', recordUrl: 'https://app.hubspot.com/x/777' }] };
    const home = await open({ 'GET review/companies': found, 'POST review/settle': { ok: true, companyId: '777', recordUrl: 'https://app.hubspot.com/x/777' } });
    home.named(`company-${ANSWER}`).trigger('onChange', 'other' as never);
    home.renderer.find(SearchInput).trigger('onChange', 'd' as never);
    expect(home.sent.some(({ what }) => what === 'GET review/companies')).toBe(false);
    home.renderer.find(SearchInput).trigger('onChange', 'de' as never);
    await home.shows('Delta (delta.com.br)');
    expect(home.sent.at(-1)!.query).toMatchObject({ search: 'de', lang });
    home.named(`found-${ANSWER}`).trigger('onChange', '777' as never);
    home.press(words.settle);
    home.press(words.settle);
    await home.shows(words.settledText('Delta'));
    expect(contract.SettleAnswer.parse(home.sent.find(({ what }) => what === 'POST review/settle')!.body).companyId).toBe('777');

    const nobody = await open({ 'GET review/companies': { ok: true, companies: [] } });
    nobody.named(`company-${ANSWER}`).trigger('onChange', 'other' as never);
    nobody.renderer.find(SearchInput).trigger('onChange', 'xyz' as never);
    await nobody.shows(words.nothingFound('xyz'));
  });

  it('none of these: it leaves the queue only with a reason and a second yes', async () => {
    const home = await open({ 'POST review/dismiss': { ok: true } });
    home.press(words.dismiss);
    await home.shows(words.dismissReason);
    home.named(`reason-${ANSWER}`).trigger('onChange', 'test' as never);
    home.press(words.dismissConfirm);
    await home.shows(words.dismissText);
    home.press(words.dismissConfirm);
    await home.shows(words.dismissedText);
    expect(contract.DismissAnswer.parse(home.sent.find(({ what }) => what === 'POST review/dismiss')!.body)).toMatchObject({ answerId: ANSWER, reason: 'test' });
    expect(home.sent.at(-1)!.what).toBe('GET review');
  });

  it.each(['conflict', 'not-found'] as const)('a decision refused with %s says why', async (code) => {
    const home = await open({ 'POST review/settle': { ok: false, code, cure: 'x' } });
    home.named(`company-${ANSWER}`).trigger('onChange', '502' as never);
    home.press(words.settle);
    home.press(words.settle);
    await home.shows(page.page.refusals[code]!.title);
    expect(home.renderer.findAll(Alert).length).toBeGreaterThan(0);
  });

  it('an empty queue, and an answer whose candidates are gone: the search is open', async () => {
    expect((await open({ 'GET review': buildHomeReview({ waiting: 0, answers: [] }) })).text()).toContain(words.none.waiting);
    const answers = buildHomeReview().answers.map((answer) => ({ ...answer, candidates: [] }));
    const home = await open({ 'GET review': buildHomeReview({ answers }) });
    expect(home.text()).toContain(words.noCandidates);
    expect(home.renderer.findAll(SearchInput).length).toBe(1);
  });

  it('answers without a candidate: told how many beside the queue, and listed apart with the search open', async () => {
    const answers = buildHomeReview().answers.map((answer) => ({ ...answer, candidates: [] }));
    const home = await open({ 'GET review': buildHomeReview({ waiting: 0, unmatched: 1, answers: [] }) });
    expect(home.text()).toContain(words.unmatchedToo('1', true));
    const apart = await open({ 'GET review': buildHomeReview({ waiting: 0, unmatched: 1, answers }) });
    apart.named('list').trigger('onChange', 'unmatched' as never);
    await apart.shows(words.intro.unmatched);
    expect(apart.sent.at(-1)!.query).toMatchObject({ part: 'unmatched', after: '' });
    expect(apart.text()).toContain(words.waiting('1', true));
    expect(apart.text()).not.toContain(words.unmatchedToo('1', true));
    expect(apart.renderer.findAll(SearchInput).length).toBe(1);
  });

  it('the decided ones: company or reason, by whom and when; undone after a second yes', async () => {
    const nobodys = buildDecidedAnswer({ id: '6f1b2c34-0000-4000-8000-000000000002', company: null, reason: 'unidentifiable', who: null, userId: '7', mayUndo: false });
    const home = await openDecided({ 'GET review/decided': buildHomeDecided({ answers: [buildDecidedAnswer(), nobodys] }), 'POST review/undo': { ok: true } });
    for (const shown of ['Beta', 'Caio Lima', words.reasons.unidentifiable, words.unknownUser('7'), words.notYours]) expect(home.text()).toContain(shown);
    home.press(words.undo);
    await home.shows(words.undoText('Beta'));
    home.press(words.undo);
    await home.shows(words.undoneText('Beta'));
    expect(contract.UndoDecision.parse(home.sent.find(({ what }) => what === 'POST review/undo')!.body)).toMatchObject({ answerId: ANSWER, decidedAt: '2026-11-21T13:00:00.000Z' });
    expect(home.sent.at(-1)!.what).toBe('GET review/decided');
  });

  it('the decided ones: nothing yet, a refusal and a failure are told in the reader\'s words', async () => {
    expect((await openDecided({ 'GET review/decided': buildHomeDecided({ answers: [] }) })).text()).toContain(words.decidedNone);
    await (await openDecided({ 'GET review/decided': { ok: false, code: 'portal-paused', cure: 'x' } })).shows(sharedWording[lang].refusals['portal-paused'].cure);
    await (await openDecided({ 'GET review/decided': new Error('network') })).shows(sharedWording[lang].errors.network.cure);
    const refused = await openDecided({ 'POST review/undo': { ok: false, code: 'role-too-low', cure: 'x' } });
    refused.press(words.undo);
    refused.press(words.undo);
    await refused.shows(page.page.refusals['role-too-low']!.title);
  });
});
