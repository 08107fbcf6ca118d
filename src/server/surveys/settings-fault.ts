import type { z } from 'zod';
import { type Saying, saying } from './wording.ts';

/** How many faults of settings one sentence names. */
const NAMED = 5;
const LONGEST_NAME = 100;
const KINDS: Readonly<{ [expected: string]: 'setting-text' | 'setting-number' | 'setting-whole' | 'setting-toggle' | 'setting-list' | 'setting-object' }> = {
  string: 'setting-text', number: 'setting-number', int: 'setting-whole', boolean: 'setting-toggle', array: 'setting-list', object: 'setting-object', record: 'setting-object',
};

/** Rules that settings' shapes have of their own, by the code of their sentence. */
type Rule = 'setting-path' | 'setting-zone';

/** Names the sentence of a rule: `.refine(isZone, brokenRule('setting-zone'))`. */
export function brokenRule(rule: Rule): { params: { rule: Rule } } {
  return { params: { rule } };
}

/** Why settings do not fit, setting by setting. */
export function settingsUnfit(error: z.core.$ZodError): Saying {
  return saying('settings-unfit', { faults: error.issues.flatMap((issue) => faultsOf(issue)).slice(0, NAMED) });
}

function faultsOf(issue: z.core.$ZodIssue): Saying[] {
  const setting = nameOf(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => saying('setting-unknown', { setting: nameOf([...issue.path, key]) }));
    case 'invalid_type':
      return [saying(KINDS[issue.expected] ?? 'setting-unfit', { setting })];
    case 'invalid_value':
      return [saying('setting-choice', { setting, choices: issue.values.join(', ') })];
    case 'too_small':
      return [saying('setting-small', { setting, least: Number(issue.minimum) })];
    case 'too_big':
      return [saying('setting-large', { setting, most: Number(issue.maximum) })];
    default:
      return [saying(ruleOf(issue) ?? 'setting-unfit', { setting })];
  }
}

/** The rule of ours that was broken, also where it is one of several shapes a setting may have. */
function ruleOf(issue: z.core.$ZodIssue): Rule | undefined {
  if (issue.code === 'custom') return issue.params?.rule as Rule | undefined;
  return issue.code === 'invalid_union' ? issue.errors.flat().map(ruleOf).find((rule) => rule !== undefined) : undefined;
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'settings' : path.join('.').slice(0, LONGEST_NAME);
}
