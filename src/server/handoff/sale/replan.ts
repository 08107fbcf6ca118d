import type { ChecklistItem } from '../playbooks/checklist.ts';
import { type Handoff, open } from '../baton.ts';
import { transition } from '../machine.ts';
import type { Plan } from '../playbooks/playbook.ts';
import type { StoredHandoff } from '../store.ts';

type Planned = Pick<StoredHandoff, 'baton' | 'playbook' | 'checklist'>;

/**
 * A handoff once more is known of what was sold: the legs and steps that the plan calls for now. What a person decided or did
 * stays, and so does what is behind the baton.
 */
export function replanned(before: Planned, plan: Plan, now: Date): Planned {
  const { playbook } = plan;
  if (playbook.id !== before.playbook.id || playbook.version !== before.playbook.version) {
    return { baton: begunAnew(before.baton, plan), playbook, checklist: merged(before.checklist, plan.checklist, () => true) };
  }
  const outcome = transition(before.baton, { kind: 'settle-legs', verdicts: plan.legs.map(({ id, skipped }) => ({ leg: id, skipped })) }, now);
  const baton = 'fault' in outcome ? before.baton : outcome.handoff;
  const isOpen = (leg: string) => baton.legs.some((one) => one.id === leg && one.state !== 'done' && one.settledBy !== 'person');
  return { baton, playbook, checklist: merged(before.checklist, plan.checklist, isOpen) };
}

/** The legs of another playbook in place of those the draft began with; its clock runs on, and who was named first and last stays. */
function begunAnew(baton: Handoff, { legs }: Plan): Handoff {
  const ownerOf = (at: number) => baton.legs.at(at === legs.length - 1 ? -1 : at)?.owner ?? null;
  const fresh = open(legs.map((leg, at) => ({ ...leg, owner: at === 0 || at === legs.length - 1 ? ownerOf(at) : null })), baton.handAt);
  return { ...fresh, pauses: baton.pauses, reopened: baton.reopened };
}

/** The planned steps, those of open legs as planned, but for what a person has settled. */
function merged(before: readonly ChecklistItem[], planned: readonly ChecklistItem[], isOpen: (leg: string) => boolean): ChecklistItem[] {
  return planned.map((item) => {
    const kept = before.find((one) => one.id === item.id && one.leg === item.leg);
    return kept !== undefined && (kept.at !== null || !isOpen(item.leg)) ? kept : item;
  });
}
