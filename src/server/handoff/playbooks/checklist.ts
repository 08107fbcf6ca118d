import type { Words } from '../../platform/words.ts';
import { sameWords } from '../words.ts';

/** A step on the checklist of a handoff, kept as it was when the handoff began. */
export interface ChecklistItem {
  id: string;
  leg: string;
  label: Words;
  help: Words;
  state: 'open' | 'done' | 'skipped';
  /** Why it was skipped: by the playbook, or as a person wrote it. */
  reason: string | Words | null;
  /** ISO 8601; null: by the playbook, or not at all. */
  at: string | null;
  /** HubSpot's user id. */
  by: number | null;
}

/** What a person does with a step. */
export type ItemCommand = { kind: 'tick-step'; item: string; done: boolean } | { kind: 'skip-step'; item: string; reason: string };

/** The checklist after a person settled one of its steps, or took that back; or why not. */
export function settleItem(checklist: readonly ChecklistItem[], command: ItemCommand, who: { userId: number | null; now: Date }): { checklist: ChecklistItem[]; item: ChecklistItem } | { fault: 'unknown-step' | 'unchanged' | 'no-reason' } {
  const before = checklist.find((one) => one.id === command.item);
  if (before === undefined) return { fault: 'unknown-step' };
  if (command.kind === 'skip-step' && command.reason.trim() === '') return { fault: 'no-reason' };
  const state = command.kind === 'skip-step' ? 'skipped' : command.done ? 'done' : 'open';
  const reason = command.kind === 'skip-step' ? command.reason : null;
  if (before.state === state && before.reason === reason) return { fault: 'unchanged' };
  const item: ChecklistItem = { ...before, state, reason, at: who.now.toISOString(), by: who.userId };
  return { checklist: checklist.map((one) => (one === before ? item : one)), item };
}

/** The checklist after a leg was skipped: what was open on it goes with it, for its reason. */
export function skipItemsOf(checklist: readonly ChecklistItem[], leg: string, reason: string, who: { userId: number | null; now: Date }): ChecklistItem[] {
  return checklist.map((item) => (item.leg === leg && item.state === 'open' ? { ...item, state: 'skipped', reason, at: who.now.toISOString(), by: who.userId } : item));
}

/** The checklist after a leg that was skipped was brought back: what went with it comes back with it. */
export function needItemsOf(checklist: readonly ChecklistItem[], leg: string, reason: string | Words | null, who: { userId: number | null; now: Date }): ChecklistItem[] {
  const wentWith = (item: ChecklistItem) => item.leg === leg && item.state === 'skipped' && sameWords(item.reason, reason);
  return checklist.map((item) => (wentWith(item) ? { ...item, state: 'open', reason: null, at: who.now.toISOString(), by: who.userId } : item));
}

/** The steps of a leg that are neither done nor skipped. */
export function openItems(checklist: readonly ChecklistItem[], leg: string): ChecklistItem[] {
  return checklist.filter((item) => item.leg === leg && item.state === 'open');
}
