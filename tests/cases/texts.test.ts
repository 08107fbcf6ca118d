import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CasePlaceholder } from '../../extensions/contracts/case-settings.ts';
import { slackMessage } from '../../src/server/alerts/channels/slack.ts';
import { taskBody } from '../../src/server/alerts/channels/hubspot-task.ts';
import { telegramText } from '../../src/server/alerts/channels/telegram.ts';
import { mailOf } from '../../src/server/alerts/mail-page.ts';
import { fill, MOST_SIGNS, textFault } from '../../src/server/cases/texts.ts';
import { ownTexts, settingsFaultText } from '../../src/server/cases/wording.ts';
import { buildMessage } from '../support/build-message.ts';
import { hostileTexts } from '../support/hostile-texts.ts';

const values = { company: 'Acme', class: 'Detrator', score: '3 de 10 (NPS)', due: 'amanhã', owner: 'Bia', person: 'Ana' };

describe('a text of the account\'s own', () => {
  it('says with what it is filled, each as often as it stands there', () => {
    expect(fill('{class}: {company}, {score}. {owner} liga para {person} até {due}; {company}!', values)).toBe('Detrator: Acme, 3 de 10 (NPS). Bia liga para Ana até amanhã; Acme!');
    expect(fill('Ligue\n  hoje', values)).toBe('Ligue hoje');
  });

  it('is filled once: what is put in names nothing, whatever it holds', () => {
    fc.assert(fc.property(fc.string(), fc.constantFrom(...CasePlaceholder.options), (given, name) => {
      const company = `${given}{${name}}{`;
      expect(fill('{company}', { ...values, company })).toBe(company.replace(/\s+/g, ' ').trim());
    }));
  });

  it.each([
    ['{empresa} respondeu', '{empresa}'], ['{Company}', '{Company}'], ['{ company }', '{ company }'], ['{company', '{company'], ['company}', '}'], ['{}', '{}'], ['{constructor}', '{constructor}'], ['{company} {{score}}', '{'],
    [`{${'x'.repeat(100)}}`, `{${'x'.repeat(39)}`],
  ])('%s is refused, and says what is not known', (headline, name) => {
    expect(textFault({ headline, lead: '' })).toEqual({ is: 'unknown-placeholder', name });
    expect(textFault({ headline: '', lead: headline })).toEqual({ is: 'unknown-placeholder', name });
  });

  it('is refused where it is too long, and else taken', () => {
    expect(textFault({ headline: 'x'.repeat(MOST_SIGNS.headline), lead: '' })).toBeUndefined();
    expect(textFault({ headline: 'x'.repeat(MOST_SIGNS.headline + 1), lead: '' })).toEqual({ is: 'text-long', part: 'headline' });
    expect(textFault({ headline: '', lead: 'x'.repeat(MOST_SIGNS.lead + 1) })).toEqual({ is: 'text-long', part: 'lead' });
    expect(textFault({ headline: '', lead: '' })).toBeUndefined();
  });

  it('that is taken leaves no placeholder unfilled', () => {
    const piece = fc.oneof(fc.constantFrom(...CasePlaceholder.options.map((name) => `{${name}}`)), fc.string(), fc.constantFrom('{', '}', '{due', ' '));
    fc.assert(fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const lead = pieces.join('');
      if (textFault({ headline: '', lead }) === undefined) expect(fill(lead, values)).not.toMatch(/[{}]/);
    }), { numRuns: 2_000 });
  });

  it('that is refused says what to do, in the reader\'s language', () => {
    expect(settingsFaultText({ is: 'unknown-placeholder', name: '{empresa}', class: 'detractor' }, 'pt-BR')).toBe('No texto de "Detrator", o Baton não sabe o que é {empresa}: use só {company}, {class}, {score}, {due}, {owner}, {person}.');
    expect(settingsFaultText({ is: 'text-long', part: 'lead', class: 'passive' }, 'en')).toBe('In the text of "Passive", the next step is longer than 500 characters: shorten it.');
  });
});

describe('Baton\'s own texts', () => {
  const all = (['nps', 'csat'] as const).flatMap((type) => (['promoter', 'passive', 'detractor'] as const).flatMap((cls) => (['pt-BR', 'en'] as const).map((language) => ownTexts(type, cls, language, { isDue: true }))));

  it('have a next step of their own for each class, of NPS and of others, in both languages, and keep the rule for an account\'s', () => {
    expect(new Set(all.map(({ lead }) => lead)).size).toBe(12);
    for (const texts of all) expect(textFault(texts)).toBeUndefined();
  });

  it('name no due date where there is none', () => {
    expect(ownTexts('nps', 'detractor', 'en', { isDue: true }).lead).toMatch(/Due: \{due\}\.$/);
    expect(ownTexts('nps', 'detractor', 'en', { isDue: false }).lead).not.toContain('{due}');
  });
});

describe('hostile texts', () => {
  const tags = (html: string) => JSON.stringify(html.match(/<[^>]*>/g)?.filter((tag) => tag !== '<br>'));
  const frames = (title: string, lead: string) => {
    const content = { kind: 'messages' as const, messages: [buildMessage({ title, lead })] as const };
    const { blocks } = slackMessage(content);
    return { mail: tags(mailOf(content.messages).html), task: tags(taskBody(content)), telegram: tags(telegramText(content)), slack: tags(blocks.map((block) => ('text' in block ? block.text.text : '')).join('\n')), blocks: blocks.length };
  };
  const benign = frames('benign', 'benign');

  it(`${hostileTexts.length} of them, as the account's text and as what fills it, change the frame of no channel`, () => {
    for (const text of hostileTexts) {
      const named = { ...values, company: text, person: text, owner: text };
      const title = fill(text, named) || 'x';
      expect(frames(title, fill(`${text} {company} {person}`, named) || 'x'), JSON.stringify(text)).toEqual(benign);
    }
  });
});
