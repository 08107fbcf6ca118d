import { describe, expect, it } from 'vitest';
import { answerWording } from '../../../extensions/wording/answers.ts';
import { casesWording } from '../../../extensions/wording/cases.ts';
import { handoffWording } from '../../../extensions/wording/handoff.ts';
import { healthWording } from '../../../extensions/wording/health.ts';
import { homeCasesWording } from '../../../extensions/wording/home-cases.ts';
import { npsFigureWording } from '../../../extensions/wording/nps-figure.ts';
import { npsWording } from '../../../extensions/wording/nps.ts';
import { onboardingWording } from '../../../extensions/wording/onboarding.ts';
import { caseSettingsWording } from '../../../extensions/wording/settings/cases.ts';
import { handoffChoicesWording } from '../../../extensions/wording/settings/handoff.ts';
import { playbooksWording } from '../../../extensions/wording/settings/playbooks.ts';
import { sharedWording } from '../../../extensions/wording/shared.ts';
import { sidebarWording } from '../../../extensions/wording/sidebar.ts';

const rooms = { answerWording, casesWording, caseSettingsWording, healthWording, homeCasesWording, npsFigureWording, npsWording, sharedWording, sidebarWording };
/** Words that are the same in both languages. */
const shared = new Set(['byBaton', 'class', 'types.nps', 'types.csat', 'types.ces', 'types.likert', 'samples.company', 'samples.owner', 'samples.person']);
/** The server says these in the reader's language. */
const servers = new Set(['page.refusals.invalid.cure']);

function texts(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] => {
    const name = path ? `${path}.${key}` : key;
    if (typeof value === 'string') return [[name, value]];
    if (typeof value === 'function') return [[name, (value as (...parts: string[]) => string)('1', '2', '3', '4', '5')]];
    return texts(value as object, name);
  });
}

describe.each(Object.entries(rooms))('%s', (_, wording) => {
  const portuguese = texts(wording['pt-BR']);
  const english = new Map(texts(wording.en));

  it('has a text for every key in both languages', () => {
    expect(portuguese.map(([name]) => name)).toEqual([...english.keys()]);
    for (const [name, text] of [...portuguese, ...english]) if (!servers.has(name) || text !== '') expect(text.trim(), name).not.toBe('');
  });

  it('says each text in its own language', () => {
    for (const [name, text] of portuguese) {
      if (!shared.has(name) && /[a-z]{3}/i.test(text)) expect(text, name).not.toBe(english.get(name));
    }
  });

  it('fills every value it is given into the text', () => {
    for (const [name, value] of Object.entries(wording.en)) {
      if (typeof value !== 'function') continue;
      const fill = value as (...parts: (string | boolean)[]) => string;
      // `one`: whether what is counted is one, which has words of its own.
      const given = /^\(?([^)=]*)/.exec(String(fill))![1]!.split(',').map((part) => (/^_?one$/.test(part.trim()) ? false : `<${part.trim()}>`));
      for (const part of given) if (part !== false) expect(fill(...given), name).toContain(part);
    }
  });
});

it.each(Object.entries({ handoffWording, onboardingWording, playbooksWording, handoffChoicesWording }))('%s: that CS accepts has one name in Portuguese', (_, wording) => {
  expect(texts(wording['pt-BR']).filter(([, text]) => /aceitação/i.test(text))).toEqual([]);
});
