import type { Leave, RoutingRule, SlaPolicy } from '../../../contracts/case-settings.ts';
import { moneyOf } from '../../../wording/money.ts';
import { channelOf, nameOf, type SectionProps } from './part.ts';

type About = Pick<SectionProps, 'view' | 'settings' | 'words' | 'tools'>;

/** "A, B and C" in the reader's language. */
function listed(names: readonly string[], { tools }: About): string {
  return new Intl.ListFormat(tools.reader.lang).format(names);
}

function whose({ classes, segments }: Pick<SlaPolicy, 'classes' | 'segments'>, about: About): string {
  const { words, view, settings } = about;
  const options = view.properties?.find(({ name }) => name === settings.segmentProperty)?.options ?? [];
  const names = segments.map((segment) => options.find(({ value }) => value === segment)?.label ?? segment);
  const who = listed(classes.map((cls) => words.classes[cls]), about);
  return segments.length === 0 ? who : `${who} ${words.ofSegments(listed(names, about))}`;
}

/** A policy in plain words, with who is told when its time is over. */
export function policyText(policy: SlaPolicy, about: About): string {
  const { words, settings, tools } = about;
  const end = settings.escalation.find(({ percent }) => percent === 100);
  const { hours } = policy;
  const text = words.policy(whose(policy, about), tools.reader.format.number(hours, Number.isInteger(hours) ? 0 : 2), hours === 1);
  return `${text}${end ? `; ${words.policyEnd(words.to[end.to])}` : ''}.`;
}

/** A routing rule in plain words. */
export function ruleText(rule: RoutingRule, about: About): string {
  const { words, view, tools } = about;
  const { kinds, minRevenue, owners, tell } = rule;
  const amount = minRevenue !== null && moneyOf(minRevenue, view.currency, tools.reader, 0);
  const parts = [
    whose(rule, about),
    kinds.length > 0 && listed(kinds.map((kind) => words.kinds[kind].toLowerCase()), about),
    amount && words.from(amount),
    owners.length > 0 && words.customersOf(listed(owners.map((id) => nameOf(view, id)), about)),
  ].filter((part) => part !== false && part !== '');
  const where = tell.map(({ channelId, to }) => tellText(channelId, to, about));
  return `${words.rule(parts.join(', '), where.length === 0 ? words.nowhere : listed(where, about))}.`;
}

/** A channel, and whom of the team it writes to where it reaches people. */
export function tellText(channelId: string, to: RoutingRule['tell'][number]['to'], { view, words }: Pick<About, 'view' | 'words'>): string {
  const isPlace = view.channels.find(({ id }) => id === channelId)?.reaches === 'place';
  return isPlace ? channelOf(view, channelId) : `${channelOf(view, channelId)} (${words.to[to]})`;
}

/** A leave in plain words. */
export function leaveText({ owner, backup, from, to }: Leave, { view, words, tools }: About): string {
  const { day } = tools.reader.format;
  return words.leave(nameOf(view, owner), day(from), day(to), nameOf(view, backup));
}

/** A text of an alert with samples where its placeholders stand. */
export function filled(text: string, samples: Readonly<Record<string, string>>): string {
  return text.replace(/\{([a-z]+)\}/g, (whole, name: string) => samples[name] ?? whole);
}
