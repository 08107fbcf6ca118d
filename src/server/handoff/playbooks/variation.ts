import { businessHours, type Calendar } from '../../lib/business-time.ts';
import type { ChecklistItem } from './checklist.ts';
import type { Leg } from '../baton.ts';
import type { StoredHandoff } from '../store.ts';
import type { Words } from '../../platform/words.ts';

/** How often and how fast a leg of one version was gone through. */
export interface LegVariation {
  id: string;
  label: Words;
  /** Business hours it may take: its own, and those of the next leg to accept. */
  allowedHours: number;
  /** Handoffs that went through it. */
  passed: number;
  inTime: number;
  /** Business hours from taking the baton until the next leg had it; null where nobody went through. */
  medianHours: number | null;
  skipped: number;
}

/** What became of a step; one that is open on a leg still to come is not counted. */
export interface StepVariation {
  label: Words;
  leg: string;
  done: number;
  skipped: number;
  /** The leg passed the baton on without it. */
  left: number;
}

/** How handoffs of one version of a playbook differ from each other and from what it says. */
export interface Variation {
  version: number;
  begun: number;
  underWay: number;
  completed: number;
  cancelled: number;
  legs: LegVariation[];
  steps: StepVariation[];
}

type Ran = Pick<StoredHandoff, 'baton' | 'playbook' | 'checklist'>;

/** Version by version, newest first. @param handoffs of one playbook. */
export function variationOf(handoffs: readonly Ran[], calendar: Calendar): Variation[] {
  const versions = [...new Set(handoffs.map((one) => one.playbook.version))].sort((a, b) => b - a);
  return versions.map((version) => {
    const ran = handoffs.filter((one) => one.playbook.version === version);
    const count = (status: string) => ran.filter((one) => one.baton.status === status).length;
    return {
      version, begun: ran.length, underWay: count('open'), completed: count('done'), cancelled: count('cancelled'),
      legs: ran[0]!.playbook.legs.map((leg) => legVariation(leg.id, ran, calendar)),
      steps: stepVariations(ran),
    };
  });
}


function legVariation(id: string, ran: readonly Ran[], calendar: Calendar): LegVariation {
  const { label } = ran[0]!.playbook.legs.find((leg) => leg.id === id)!;
  const times = ran.flatMap((one) => timeOf(id, one, calendar));
  const hours = times.map((time) => time.hours).sort((a, b) => a - b);
  const middle = Math.floor(hours.length / 2);
  return {
    id, label,
    allowedHours: Math.max(...ran.map((one) => allowedOf(id, one))),
    passed: times.length,
    inTime: times.filter((time) => time.hours <= time.allowed).length,
    medianHours: hours.length === 0 ? null : hours.length % 2 === 1 ? hours[middle]! : (hours[middle - 1]! + hours[middle]!) / 2,
    skipped: ran.filter(({ baton }) => legOf(id, baton.legs)?.state === 'skipped').length,
  };
}

function legOf(id: string, legs: readonly Leg[]): Leg | undefined {
  return legs.find((leg) => leg.id === id);
}

/** How long a handoff was with a leg it has left; empty where it has not. */
function timeOf(id: string, ran: Ran, calendar: Calendar): { hours: number; allowed: number }[] {
  const leg = legOf(id, ran.baton.legs);
  if (leg?.state !== 'done' || leg.since === null || leg.until === null) return [];
  return [{ hours: businessHours(leg.since, leg.until, calendar, ran.baton.pauses), allowed: allowedOf(id, ran) }];
}

/** Its own hours, and those in which the next leg that is not skipped may accept. */
function allowedOf(id: string, { baton, playbook }: Ran): number {
  const at = baton.legs.findIndex((leg) => leg.id === id);
  const next = baton.legs.find((leg, index) => index > at && leg.state !== 'skipped');
  const rule = (leg: string | undefined) => playbook.legs.find((one) => one.id === leg);
  return (rule(id)?.slaHours ?? 0) + (rule(next?.id)?.acceptHours ?? 0);
}

function stepVariations(ran: readonly Ran[]): StepVariation[] {
  const steps = new Map<string, StepVariation>();
  for (const { baton, checklist } of ran) {
    for (const item of checklist) {
      const legState = legOf(item.leg, baton.legs)?.state;
      const step = steps.get(item.id) ?? { label: item.label, leg: item.leg, done: 0, skipped: 0, left: 0 };
      steps.set(item.id, added(step, item.state, legState === 'done'));
    }
  }
  return [...steps.values()];
}

function added(step: StepVariation, state: ChecklistItem['state'], legIsOver: boolean): StepVariation {
  if (state === 'done') return { ...step, done: step.done + 1 };
  if (state === 'skipped') return { ...step, skipped: step.skipped + 1 };
  return legIsOver ? { ...step, left: step.left + 1 } : step;
}
