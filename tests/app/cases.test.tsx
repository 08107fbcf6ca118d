import { Button, LoadingButton, Select, Tabs, TextArea } from '@hubspot/ui-extensions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as contract from '../../extensions/contracts/cases.ts';
import { NpsCard } from '../../src/app/cards/NpsCard.tsx';
import { buildAnsweredCase, buildCase, buildClock, buildRecordCases } from '../support/build-cases.ts';
import { buildNpsView } from '../support/build-views.ts';
import { openCard, type OpenOptions, type Reply } from '../support/card.tsx';
import { waitFor } from '../support/wait.ts';

const asOf = '2026-11-21T13:30:00.000Z';
const glance = { open: 2, overdue: 0, dueAt: '2026-11-21T16:30:00.000Z', asOf };

afterEach(() => {
  vi.restoreAllMocks();
});

/** The company's card with its tab "Cases" opened. */
async function openCases(replies: Reply[], options: Partial<OpenOptions> = {}) {
  const card = openCard(NpsCard, { replies: [buildNpsView({ cases: glance }), ...replies], ...options });
  await waitFor(() => card.renderer.find(Tabs));
  card.renderer.find(Tabs).trigger('onSelectedChange', 'cases' as never);
  return {
    ...card,
    press(label: string) {
      const button = [...card.renderer.findAll(LoadingButton), ...card.renderer.findAll(Button)].find((one) => one.text === label);
      if (!button) throw new Error(`There is no button "${label}" in\n${card.text()}`);
      button.trigger('onClick');
    },
    type: (text: string) => card.renderer.find(TextArea).trigger('onInput', text as never),
    sent: (at: number) => ({ url: String(card.fetch.mock.calls[at]![0]), body: card.fetch.mock.calls[at]![1]?.body as Record<string, unknown> | undefined }),
  };
}

it('the views of these tests speak the agreed contracts', () => {
  expect(contract.RecordCases.parse(buildRecordCases())).toEqual(buildRecordCases());
  expect(contract.SteppedCase.parse({ ok: true, case: buildAnsweredCase() })).toEqual({ ok: true, case: buildAnsweredCase() });
});

describe('the card at a glance', () => {
  it.each([
    [glance, ['2 open cases', 'none is overdue', 'The first is due in 3 hours: Nov 21, 2026, 1:30', '"Cases (2)"']],
    [{ open: 1, overdue: 1, dueAt: '2026-11-18T13:30:00.000Z', asOf }, ['1 open case', '1 is overdue', 'The first was due 3 days ago']],
    [{ open: 1, overdue: 0, dueAt: null, asOf }, ['1 open case']],
    [null, ['No open cases.', '"Cases"']],
  ])('%o', async (cases, words) => {
    const card = openCard(NpsCard, { replies: [buildNpsView({ cases })] });
    await card.shows('Latest answers');
    for (const word of words) expect(card.text()).toContain(word);
    expect(card.fetch).toHaveBeenCalledTimes(1);
  });

  it('speaks Portuguese', async () => {
    const card = openCard(NpsCard, { replies: [buildNpsView({ cases: { ...glance, overdue: 1 } })], locale: 'pt-br' });
    await card.shows('2 casos em aberto');
    expect(card.text()).toContain('1 atrasado');
  });

  it('says nothing of cases where the server is older than the card', async () => {
    const card = openCard(NpsCard, { replies: [buildNpsView()] });
    await card.shows('Latest answers');
    expect(card.text()).not.toContain('No open cases.');
  });
});

describe('the list', () => {
  it('is asked when somebody opens it, once', async () => {
    const card = await openCases([buildRecordCases()]);
    await card.shows('Nobody answers');
    expect(card.sent(1).url).toBe('https://baton.example.com/api/1/cases/company/501?lang=en');
    card.renderer.find(Tabs).trigger('onSelectedChange', 'relational' as never);
    card.renderer.find(Tabs).trigger('onSelectedChange', 'cases' as never);
    await card.shows('Nobody answers');
    expect(card.fetch).toHaveBeenCalledTimes(2);
  });

  it('tells of a case: class in words, score, who and when, what they wrote, whose it is, and what is left in business hours', async () => {
    const card = await openCases([buildRecordCases()]);
    await card.shows('Nobody answers');
    for (const words of ['"Detractor"', '3 of 10', '"New"', 'Ana Souza', 'Owner: Bia Souza', '6 business hours left', 'within 8 business hours', 'Answer by Nov 23, 2026, 12:00', 'Case opened, by Baton']) expect(card.text()).toContain(words);
  });

  it.each([
    [buildClock({ leftHours: -4.2, kept: false, dueAt: '2026-11-20T15:00:00.000Z' }), 'new', ['Overdue by 4.2 business hours', 'It was due Nov 20, 2026']],
    [buildClock({ leftHours: 0.5 }), 'new', ['30 business minutes left']],
    [buildClock({ dueAt: null, leftHours: 1 }), 'waiting', ["it is the customer's turn. Time left: 1 business hour."]],
    [buildClock({ leftHours: null, kept: true, tookHours: 2.5 }), 'answered', ['Answered in 2.5 business hours, due in 8 business hours', 'in time']],
    [buildClock({ leftHours: null, kept: false }), 'closed', ['Closed without an answer', 'too late']],
    [null, 'new', ['No due date']],
  ] as const)('a clock of %o, %s', async (clock, state, words) => {
    const card = await openCases([buildRecordCases({ cases: [buildCase({ clock, state })] })]);
    await card.shows('Nobody answers');
    for (const word of words) expect(card.text()).toContain(word);
  });

  it('says what will appear where there is none, and a refusal in the reader\'s words', async () => {
    await (await openCases([buildRecordCases({ open: 0, cases: [] })])).shows('asks for a reply, its case appears here');
    await (await openCases([{ ok: false, code: 'portal-paused', cure: 'x' }])).shows('Baton is paused');
  });
});

describe('a step', () => {
  it('is made in one click where nothing is to be said; the answer takes the place of the case, and nothing more is asked', async () => {
    const stepped = buildCase({ state: 'acknowledged', steps: ['answer', 'wait', 'close'], revision: 2 });
    const card = await openCases([buildRecordCases(), { ok: true, case: stepped }]);
    await card.shows('Nobody answers');
    card.press('Acknowledge');
    await card.shows('"Acknowledged"');
    expect(card.sent(2)).toMatchObject({ url: `https://baton.example.com/api/1/cases/${stepped.id}/steps?lang=en`, body: { revision: 1, step: 'acknowledge', note: '' } });
    expect(card.fetch).toHaveBeenCalledTimes(3);
  });

  it('with a note: what was typed survives a failure, and the second try has the same key', async () => {
    const card = await openCases([buildRecordCases(), new Error('network'), { ok: true, case: buildAnsweredCase() }]);
    await card.shows('Nobody answers');
    card.press('Record the answer');
    await waitFor(() => card.renderer.find(TextArea));
    card.type('I called');
    await waitFor(() => expect(card.renderer.find(LoadingButton).props.disabled).toBe(false));
    card.press('Record the answer');
    await card.shows('No connection to Baton');
    expect(card.renderer.find(TextArea).props.value).toBe('I called');
    card.press('Record the answer');
    await card.shows('Answered in 2.5 business hours');
    expect(card.sent(2).body).toMatchObject({ step: 'answer', note: 'I called' });
    expect(card.sent(3).body).toEqual(card.sent(2).body);
    expect(card.text()).toContain('(I called)');
  });

  it('that closes asks why, and for words where nobody was answered', async () => {
    const closed = buildCase({ state: 'closed', closeReason: 'unreachable', steps: ['reopen'], clock: buildClock({ leftHours: null, kept: true }), revision: 2 });
    const card = await openCases([buildRecordCases(), { ok: true, case: closed }]);
    await card.shows('Nobody answers');
    card.press('Close');
    await waitFor(() => card.renderer.find(Select));
    const ready = () => card.renderer.findAll(LoadingButton).at(-1)!.props.disabled !== true;
    expect(ready()).toBe(false);
    card.renderer.find(Select).trigger('onChange', 'resolved' as never);
    await waitFor(() => expect(card.renderer.find(TextArea).props.required).toBe(true));
    expect(ready()).toBe(false);
    card.renderer.find(Select).trigger('onChange', 'unreachable' as never);
    await waitFor(() => expect(ready()).toBe(true));
    card.press('Close');
    // What the card says at a glance follows.
    await card.shows('No open cases.');
    expect(card.sent(2).body).toMatchObject({ step: 'close', reason: 'unreachable', note: '' });
    expect(card.text()).toContain('Closed without an answer');
  });

  it('that somebody else was faster with shows the new state, keeps what was typed, and goes over it', async () => {
    const theirs = buildCase({ state: 'acknowledged', steps: ['answer', 'wait', 'close'], revision: 5 });
    const card = await openCases([buildRecordCases(), { ok: false, code: 'conflict', cure: 'x' }, buildRecordCases({ cases: [theirs] }), { ok: true, case: buildAnsweredCase({ revision: 6 }) }]);
    await card.shows('Nobody answers');
    card.press('Record the answer');
    await waitFor(() => card.renderer.find(TextArea));
    card.type('I called');
    await waitFor(() => expect(card.renderer.find(LoadingButton).props.disabled).toBe(false));
    card.press('Record the answer');
    await card.shows('"Acknowledged"');
    expect(card.text()).toContain('Somebody changed this case before you');
    expect(card.renderer.find(TextArea).props.value).toBe('I called');
    card.press('Record the answer');
    await card.shows('Answered in 2.5 business hours');
    expect(card.sent(4).body).toMatchObject({ revision: 5, note: 'I called' });
  });
});
