import { afterEach, describe, expect, it, vi } from 'vitest';
import { behindWording } from '../../extensions/wording/behind.ts';
import { settingsWordingOf } from '../../extensions/wording/settings/index.ts';
import { buildPlaybooksView } from '../support/build-playbooks.ts';
import { openPlaybooks } from '../support/open-playbooks.tsx';
import type { Answers } from '../support/page.tsx';
import { waitFor } from '../support/wait.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each([{ locale: 'pt-br', lang: 'pt-BR' as const }, { locale: 'en-us', lang: 'en' as const }])('what was changed and cannot be read again, for a reader of $locale', ({ locale, lang }) => {
  const { playbooks: words } = settingsWordingOf(lang);
  const behind = behindWording[lang];

  it.each([['is now published', 'publish', 3], ['was discarded to', 'discard', 2]] as const)('what %s is shown although the list cannot be read again, and the next change goes over it', async (_, made, version) => {
    const [large] = buildPlaybooksView().playbooks;
    const after = { ...large!, revision: 5, version, draft: false, publishedBy: 'Bia Souza', content: { ...large!.content, name: 'Como no servidor' } };
    const answers: Answers = { 'POST playbooks/pb-large/change': { ok: true, version, playbook: after }, 'POST playbooks/pb-large/draft': { ok: true, revision: 6 } };
    const page = await openPlaybooks(answers, locale);
    await page.shows(words.intro);
    page.press(words.open);
    await page.shows(words.legsTitle);
    answers['GET playbooks'] = new Response('', { status: 503 });
    const label = made === 'publish' ? words.publish('3') : words.discard;
    page.press(label);
    await page.shows(made === 'publish' ? words.publishText : words.discardText);
    page.press(label);
    await page.shows(behind.title);
    expect(page.input('playbook-name').props.value).toBe('Como no servidor');
    for (const shown of [words.version(String(version)), 'Bia Souza']) expect(page.text()).toContain(shown);
    // It is no draft, and there is nothing to publish or to discard.
    for (const gone of [words.draft, words.publish('3'), words.publish('4'), words.discard]) expect(page.text()).not.toContain(gone);
    page.press(words.back);
    await page.shows(words.intro);
    expect(page.text()).toContain('Como no servidor');
    page.press(words.open);
    await page.shows(words.legsTitle);
    page.input('playbook-name').trigger('onInput', 'Maiores' as never);
    // What the list says once it can be read is newer than what became of the change.
    const { playbooks } = buildPlaybooksView();
    answers['GET playbooks'] = buildPlaybooksView({ playbooks: [{ ...after, revision: 9, content: { ...after.content, name: 'De outra pessoa' } }, ...playbooks.slice(1)] });
    page.press(words.save);
    await page.shows('De outra pessoa');
    expect(page.body('POST playbooks/pb-large/draft')).toMatchObject({ revision: 5, content: { name: 'Maiores' } });
  });

  it('a calendar that was saved and could not be read again is saved once more over what the server has', async () => {
    const answers: Answers = { 'POST calendar': { ok: true, revision: 3 } };
    const page = await openPlaybooks(answers, locale);
    await page.shows(words.intro);
    page.inner('calendar');
    await page.shows(words.noHolidays);
    answers['GET calendar'] = new Response('', { status: 503 });
    for (const [hours, revision] of [['9-12', 2], ['9-13', 3]] as const) {
      page.input('day-5').trigger('onInput', hours as never);
      page.press(words.saveCalendar);
      await page.shows(words.calendarText);
      page.press(words.saveCalendar);
      await page.shows(behind.title);
      await waitFor(() => expect(page.body('POST calendar')).toMatchObject({ revision, calendar: { week: expect.arrayContaining([hours]) } }));
      await waitFor(() => expect(page.text()).not.toContain(words.calendarText));
    }
  });
});
