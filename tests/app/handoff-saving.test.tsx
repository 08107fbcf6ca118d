import { Input } from '@hubspot/ui-extensions';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { behindWording } from '../../extensions/wording/behind.ts';
import { handoffWording } from '../../extensions/wording/handoff.ts';
import { onboardingWording } from '../../extensions/wording/onboarding.ts';
import { saleWording } from '../../extensions/wording/sale.ts';
import { answerLater } from '../support/answer-later.ts';
import { buildAccepted, buildDealHandoff, buildHandoff, buildOnboarding } from '../support/build-handoff.ts';
import { openCompany, openDeal } from '../support/open-handoff.tsx';

const AT = buildDealHandoff().asOf;
const words = { ...handoffWording.en, ...saleWording.en, ...onboardingWording.en };
const saved = (version: number) => ({ ok: true, asOf: AT, version, clash: null });

// The card's own pauses pass as fast as the tests look.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

type Card = ReturnType<typeof openDeal>;

/** Waits until it is so; each look is a second later for the card. */
function soon(check: () => void): Promise<void> {
  return vi.waitFor(
    async () => {
      await vi.advanceTimersByTimeAsync(1_000);
      check();
    },
    { timeout: 20_000, interval: 10 },
  );
}
const shows = (card: Card, text: string) => soon(() => expect(card.text()).toContain(text));
const hides = (card: Card, text: string) => soon(() => expect(card.text()).not.toContain(text));

/** Types into a field and leaves it. */
function write(card: Card, name: string, text: string): void {
  card.area(name).trigger('onInput', text as never);
  card.area(name).trigger('onBlur', text as never);
}

describe('what is typed is not lost', () => {
  it('a text that could not be saved stays, says so, and is tried again until it is', async () => {
    const card = openDeal([buildDealHandoff(), new Error('network'), new Response('', { status: 503 }), saved(2)]);
    await shows(card, words.submit);
    write(card, 'risks', 'O ERP muda em março');
    await shows(card, words.notSaved);
    expect(card.area('risks').props.value).toBe('O ERP muda em março');
    await soon(() => expect(card.fetch).toHaveBeenCalledTimes(4));
    for (const call of [1, 2, 3]) expect(card.sentBody(call)).toEqual({ field: 'risks', text: 'O ERP muda em março', base: 1 });
    await hides(card, words.notSaved);
    expect(card.area('risks').props.value).toBe('O ERP muda em março');
  });

  it('what is typed while a text is tried again takes its place', async () => {
    const card = openDeal([buildDealHandoff(), new Error('network'), saved(2)]);
    await shows(card, words.submit);
    write(card, 'risks', 'Um');
    await shows(card, words.notSaved);
    write(card, 'risks', 'Um e dois');
    await soon(() => expect(card.sentBody(2)).toEqual({ field: 'risks', text: 'Um e dois', base: 1 }));
    await hides(card, words.notSaved);
  });

  it('what is typed while a text is on its way goes over the version that became of it', async () => {
    const card = openDeal([buildDealHandoff()]);
    await shows(card, words.submit);
    const first = answerLater();
    card.fetch.mockImplementationOnce(() => first.answer).mockImplementation(async () => Response.json(saved(9)));
    write(card, 'risks', 'Um');
    await soon(() => expect(card.fetch).toHaveBeenCalledTimes(2));
    write(card, 'risks', 'Um e dois');
    first.come(saved(7));
    await soon(() => expect(card.sentBody(2)).toEqual({ field: 'risks', text: 'Um e dois', base: 7 }));
    await shows(card, words.saved('').trim());
    expect(card.area('risks').props.value).toBe('Um e dois');
  });

  it('a text that another one changed is told although more was typed meanwhile', async () => {
    const card = openDeal([buildDealHandoff()]);
    await shows(card, words.submit);
    const first = answerLater();
    const clash = { ok: true, asOf: AT, version: 3, clash: { text: 'O texto de Bia', notApplicable: '', by: 'Bia Souza', at: AT } };
    card.fetch.mockImplementationOnce(() => first.answer).mockImplementation(() => new Promise<never>(() => {}));
    write(card, 'risks', 'Um');
    await soon(() => expect(card.fetch).toHaveBeenCalledTimes(2));
    card.area('risks').trigger('onInput', 'Um e dois' as never);
    first.come(clash);
    await shows(card, 'O texto de Bia');
    expect(card.area('risks').props.value).toBe('Um e dois');
  });

  it('once theirs is taken, what was typed here meanwhile is not sent any more', async () => {
    const card = openDeal([buildDealHandoff()]);
    await shows(card, words.submit);
    const first = answerLater();
    const clash = { ok: true, asOf: AT, version: 3, clash: { text: 'O texto de Bia', notApplicable: '', by: 'Bia Souza', at: AT } };
    card.fetch.mockImplementationOnce(() => first.answer).mockImplementationOnce(async () => { throw new Error('network'); }).mockImplementation(async () => Response.json(clash));
    write(card, 'risks', 'Um');
    await soon(() => expect(card.fetch).toHaveBeenCalledTimes(2));
    write(card, 'risks', 'Um e dois');
    first.come(clash);
    // Looked at without letting so much time pass that the failed one is tried again.
    for (const text of [words.takeTheirs, words.notSaved]) await vi.waitFor(() => expect(card.text()).toContain(text), { timeout: 20_000, interval: 10 });
    expect(card.sentBody(2)).toMatchObject({ text: 'Um e dois' });
    card.button(words.takeTheirs).trigger('onClick');
    await hides(card, words.takeTheirs);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(card.fetch).toHaveBeenCalledTimes(3);
    expect(card.area('risks').props.value).toBe('O texto de Bia');
  });

  describe('once theirs is taken while what was typed here is under way', () => {
    const clash = (version: number) => ({ ok: true, asOf: AT, version, clash: { text: 'O texto de Bia', notApplicable: '', by: 'Bia Souza', at: AT } });

    /** Types over another one's text, goes on with one's own, and takes theirs before the server has answered. */
    async function takeTheirsMeanwhile() {
      const card = openDeal([buildDealHandoff()]);
      await shows(card, words.submit);
      const later = answerLater();
      card.fetch.mockImplementationOnce(async () => Response.json(clash(3))).mockImplementationOnce(() => later.answer).mockImplementation(async () => Response.json(saved(5)));
      write(card, 'risks', 'Um');
      await shows(card, words.takeTheirs);
      card.button(words.keepMine).trigger('onClick');
      await soon(() => expect(card.sentBody(2)).toEqual({ field: 'risks', text: 'Um', base: 3 }));
      card.button(words.takeTheirs).trigger('onClick');
      await hides(card, words.takeTheirs);
      return { card, later };
    }
    const risks = (card: Card) => card.area('risks').props.value;

    it('a clash of it is not shown once more, and nothing is sent', async () => {
      const { card, later } = await takeTheirsMeanwhile();
      later.come(clash(4));
      await vi.advanceTimersByTimeAsync(60_000);
      expect(card.text()).not.toContain(words.takeTheirs);
      expect(risks(card)).toBe('O texto de Bia');
      expect(card.fetch).toHaveBeenCalledTimes(3);
    });

    it('where it is saved all the same, theirs goes over it, and the field shows nothing else', async () => {
      const { card, later } = await takeTheirsMeanwhile();
      later.come(saved(4));
      await soon(() => expect(card.sentBody(3)).toEqual({ field: 'risks', text: 'O texto de Bia', base: 4 }));
      await shows(card, words.saved('').trim());
      expect(risks(card)).toBe('O texto de Bia');
      await vi.advanceTimersByTimeAsync(60_000);
      expect(card.fetch).toHaveBeenCalledTimes(4);
    });

    it('where nobody knows whether it is saved, theirs goes over what they wrote: the same text is written once', async () => {
      const { card, later } = await takeTheirsMeanwhile();
      later.fail();
      await soon(() => expect(card.sentBody(3)).toEqual({ field: 'risks', text: 'O texto de Bia', base: 3 }));
      await hides(card, words.notSaved);
      expect(risks(card)).toBe('O texto de Bia');
    });

    it('what is typed over theirs meanwhile is saved, over the version that theirs is', async () => {
      const { card, later } = await takeTheirsMeanwhile();
      write(card, 'risks', 'O texto de Bia e mais');
      later.come(clash(4));
      await soon(() => expect(card.sentBody(3)).toEqual({ field: 'risks', text: 'O texto de Bia e mais', base: 3 }));
      expect(risks(card)).toBe('O texto de Bia e mais');
    });
  });

  it('the field of a reason stays while the reason is emptied and typed anew', async () => {
    const kickOff = buildAccepted().kickOff.map((point) => (point.section === 'journey' ? { ...point, notApplicable: 'Sem projeto' } : point));
    const card = openCompany([buildOnboarding(buildAccepted({ kickOff })), saved(1)]);
    const reason = () => card.renderer.findAll(Input).find((one) => one.props.name === 'na-journey');
    await soon(() => expect(reason()?.props.value).toBe('Sem projeto'));
    reason()!.trigger('onInput', '' as never);
    await soon(() => expect(card.sentBody(1)).toMatchObject({ section: 'journey', notApplicable: '' }));
    expect(reason()?.props.value).toBe('');
    expect(card.area('journey')).toBeUndefined();
    reason()!.trigger('onInput', 'Projeto do cliente' as never);
    await soon(() => expect(reason()?.props.value).toBe('Projeto do cliente'));
  });

  it('what the server refuses is not tried again, and says why at the field', async () => {
    const card = openCompany([buildOnboarding(buildAccepted()), { ok: false, code: 'role-too-low', cure: '' }, saved(1)]);
    await shows(card, words.hold);
    write(card, 'journey', 'Três etapas');
    await shows(card, words.page.refusals['role-too-low']!.title);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(card.fetch).toHaveBeenCalledTimes(2);
    expect(card.area('journey').props.value).toBe('Três etapas');
    write(card, 'journey', 'Quatro etapas');
    await hides(card, words.page.refusals['role-too-low']!.title);
  });
});

describe('a view that cannot be read again', () => {
  it('stays with what is being typed, says that it may be behind, and is asked for until it comes', async () => {
    const card = openDeal([buildDealHandoff()]);
    card.update({ dealstage: 'contractsent' });
    await shows(card, words.submit);
    const views = [new Response('', { status: 503 }), new Response('', { status: 503 }), Response.json(buildDealHandoff(buildHandoff({ cycle: 2 })))];
    card.fetch.mockImplementation(async (_, options) => (options?.method === 'GET' ? views.shift()! : Response.json(saved(2))));
    card.area('risks').trigger('onInput', 'O ERP muda em março' as never);
    card.update({ dealstage: 'closedwon' });
    await shows(card, behindWording.en.title);
    expect(card.area('risks').props.value).toBe('O ERP muda em março');
    await shows(card, words.cycle('2'));
    expect(card.text()).not.toContain(behindWording.en.title);
    expect(card.area('risks').props.value).toBe('O ERP muda em março');
  });
});
