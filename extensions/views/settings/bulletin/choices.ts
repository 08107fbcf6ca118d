import type { BulletinChoices, BulletinScope, BulletinView } from '../../../contracts/bulletin.ts';
import type { BulletinWording } from '../../../wording/settings/bulletin.ts';

/** Which companies can be chosen, by a value for a select. */
export interface ScopeOption {
  value: string;
  label: string;
  scope: BulletinScope;
}

/** What scopes there are; one that was chosen and is no more, or is not told now, stays by its id. */
export function scopesOf({ owners, segments }: Pick<BulletinView, 'owners' | 'segments'>, chosen: BulletinScope, words: BulletinWording): ScopeOption[] {
  const all: ScopeOption[] = [
    { value: 'all', label: words.all, scope: { kind: 'all' } },
    ...owners.map(({ id, name }) => optionOf({ kind: 'owner', owner: id }, words.ownerOf(name ?? id))),
    ...(segments ?? []).map(({ value, label }) => optionOf({ kind: 'segment', segment: value }, words.segmentOf(label))),
  ];
  if (all.some(({ value }) => value === valueOf(chosen))) return all;
  return [...all, optionOf(chosen, chosen.kind === 'owner' ? words.ownerOf(chosen.owner) : words.segmentOf(chosen.kind === 'segment' ? chosen.segment : ''))];
}

function optionOf(scope: BulletinScope, label: string): ScopeOption {
  return { value: valueOf(scope), label, scope };
}

/** A scope as a select knows it. */
export function valueOf(scope: BulletinScope): string {
  if (scope.kind === 'all') return 'all';
  return scope.kind === 'owner' ? `owner-${scope.owner}` : `segment-${scope.segment}`;
}

/** The name of a scope in words. */
export function scopeName(view: Pick<BulletinView, 'owners' | 'segments'>, scope: BulletinScope, words: BulletinWording): string {
  return scopesOf(view, scope, words).find(({ value }) => value === valueOf(scope))!.label;
}

/** What was chosen as the server takes it; null: the time is none. "8:00" is 08:00. */
export function readChoices(choices: BulletinChoices): BulletinChoices | null {
  const time = choices.schedule.time.trim().padStart(5, '0');
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return null;
  return { ...choices, schedule: { ...choices.schedule, time }, reason: choices.reason.trim() };
}

/** Whether a text can be an e-mail address; the server looks closer. */
export function isAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}
