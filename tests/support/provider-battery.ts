import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UnreadableDelivery } from '../../src/server/surveys/answer.ts';
import { inBoth, tell } from '../../src/server/surveys/wording.ts';
import { providers, read } from './read-survey.ts';

interface Fixture {
  settings: object;
  body?: object;
  text?: string;
  expect: Record<string, unknown>[];
  /** Respondents' words in the fixture, which no report may repeat. */
  words: string[];
}

/** What every survey provider must do, tried on its own fixture (tests/fixtures/surveys/<id>.json). */
export function providerBattery(id: string): void {
  const fixture = JSON.parse(readFileSync(new URL(`../fixtures/surveys/${id}.json`, import.meta.url), 'utf8')) as Fixture;
  const body = fixture.text ?? JSON.stringify(fixture.body);
  const parse = (overrides = {}) => read(id, body, fixture.settings, overrides);

  describe(`the ${id} provider`, () => {
    it('reads its fixture', () => {
      const answers = JSON.parse(JSON.stringify(parse().answers)) as object[];
      expect(answers).toMatchObject(fixture.expect);
      expect(answers).toHaveLength(fixture.expect.length);
    });

    it('reads it the same again, later, whatever time it is', () => {
      expect(parse()).toEqual(parse());
      const ids = (at: string) => parse({ receivedAt: new Date(at) }).answers.map((answer) => answer.externalId);
      expect(ids('2026-11-22T00:00:00Z')).toEqual(ids('2027-03-01T00:00:00Z'));
    });

    it('accounts for every row: an answer, an invitation, a skip or an error', () => {
      const { answers, invitations, problems, rows } = parse();
      const settled = new Set([...answers, ...invitations, ...problems.filter((problem) => problem.severity !== 'warning')].map((entry) => entry.row));
      expect(settled.size).toBe(rows);
    });

    it('keeps scores on their scale, values between 0 and 1, and dates real', () => {
      for (const answer of parse().answers) {
        expect(answer.score).toBeGreaterThanOrEqual(answer.scaleMin);
        expect(answer.score).toBeLessThanOrEqual(answer.scaleMax);
        expect(answer.value).toBeCloseTo((answer.score - answer.scaleMin) / (answer.scaleMax - answer.scaleMin), 12);
        expect(answer.answeredAt.getTime()).not.toBeNaN();
        expect(answer.updatedAt.getTime()).not.toBeNaN();
      }
    });

    it("never repeats a respondent's words in its problems", () => {
      const said = JSON.stringify(parse().problems);
      for (const words of fixture.words) expect(said).not.toContain(words);
    });

    it('tells every problem in both languages, with all it needs to know', () => {
      for (const problem of parse().problems) {
        for (const told of Object.values(inBoth(problem))) expect(told).not.toMatch(/\{\w+\}/);
        expect(tell(problem, 'pt-BR')).not.toBe(tell(problem, 'en'));
      }
    });

    it('marks ids as proof only where the source is trusted', () => {
      for (const trustedIds of [true, false]) {
        if (id === 'hubspot-feedback') continue;
        for (const answer of parse({ trustedIds }).answers) expect(answer.hints.trusted).toBe(trustedIds);
      }
    });

    it('refuses what it cannot read with a sentence, and unknown settings', () => {
      expect(() => read(id, Buffer.from([0x80, 0x00, 0xff]), fixture.settings)).toThrow(UnreadableDelivery);
      expect(providers.get(id)!.settingsShape.safeParse({ nonsense: 1 }).success).toBe(false);
      expect(providers.get(id)!.settingsShape.safeParse({}).success).toBe(true);
    });

    it('describes every field of its form in both languages', () => {
      for (const field of providers.get(id)!.settings) {
        for (const words of [field.label, field.hint ?? field.label, ...(field.choices ?? []).map((choice) => choice.label)]) {
          expect(words['pt-BR'].length * words.en.length).toBeGreaterThan(0);
        }
      }
    });
  });
}
