import type { RoutingRule } from '../../../extensions/contracts/case-settings.ts';
import type { AnswerClass, AnswerKind } from '../../../extensions/contracts/nps.ts';

/** What rules ask of an answer. */
export interface Routed {
  class: AnswerClass;
  kind: AnswerKind;
  segment: string | null;
  /** In the account's currency; null: unknown, which reaches no minimum. */
  revenue: number | null;
  /** The company's own owner, whoever stands in. */
  ownerId: number | null;
}

/** A channel as routing sees it. */
export interface RoutedChannel {
  channelId: string;
  reaches: 'people' | 'place';
}

export interface Target {
  channelId: string;
  /** null: the channel is a place. */
  to: 'owner' | 'lead' | 'head' | null;
}

/** What an account begins with: everybody hears of the answers of their customers by mail or task, and every place of those who are unhappy. */
export function startingRules(channels: readonly (RoutedChannel & { kind: string })[]): RoutingRule[] {
  const any = { kinds: [], segments: [], minRevenue: null, owners: [] };
  const tell = (some: typeof channels) => some.map(({ channelId }) => ({ channelId, to: 'owner' as const }));
  const mail = channels.filter(({ kind }) => kind === 'email');
  const places = channels.filter(({ reaches }) => reaches === 'place');
  return [
    { ...any, classes: ['promoter', 'passive', 'detractor'], tell: tell(mail) },
    { ...any, classes: ['detractor'], tell: tell(places) },
  ];
}

/** Where an answer is told, each target once however many rules fit. */
export function targetsOf(answer: Routed, rules: readonly RoutingRule[], channels: readonly RoutedChannel[]): Target[] {
  const found = new Map<string, Target>();
  for (const rule of rules.filter((one) => fits(one, answer))) {
    for (const { channelId, to } of rule.tell) {
      const channel = channels.find((one) => one.channelId === channelId);
      if (channel === undefined) continue;
      const target: Target = { channelId, to: channel.reaches === 'place' ? null : to };
      found.set(`${channelId} ${target.to}`, target);
    }
  }
  return [...found.values()];
}

function fits({ classes, kinds, segments, minRevenue, owners }: RoutingRule, { class: cls, kind, segment, revenue, ownerId }: Routed): boolean {
  return (
    classes.includes(cls) &&
    (kinds.length === 0 || kinds.includes(kind)) &&
    (segments.length === 0 || (segment !== null && segments.includes(segment))) &&
    (minRevenue === null || (revenue !== null && revenue >= minRevenue)) &&
    (owners.length === 0 || (ownerId !== null && owners.includes(String(ownerId))))
  );
}
