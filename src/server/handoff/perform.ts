import { paragraphs } from '../lib/rich-text.ts';
import type { JobContext } from '../platform/queue.ts';
import type { HandoffDeps } from './commands.ts';
import { markTrace, tasksOf, type WaitingTrace, waitingTraces, type Written } from './effect-store.ts';
import { findHandoff } from './store.ts';

/** Gives HubSpot what it does not have yet, one after the other, each once. @throws on what may pass, to be tried again. */
export async function perform(deps: HandoffDeps, { portalId, handoffId }: { portalId: number; handoffId: string }, context: JobContext): Promise<void> {
  const { log } = context;
  for (const { key, trace, sent } of await deps.db.withPortal(portalId, (tx) => waitingTraces(tx, handoffId))) {
    // Said before the call: whoever dies in the middle of it is followed by one who looks first.
    await deps.db.withPortal(portalId, (tx) => markTrace(tx, key, 'sending'));
    const made = await give(deps, { portalId, handoffId, key, trace, sent }, context);
    if (made === 'forbidden') log.warn({ portalId }, 'HubSpot lets Baton write no tasks and notes: the optional scope for contacts is missing');
    if (made === 'refused') log.warn({ portalId, handoffId, kind: trace.kind }, 'HubSpot does not take a task or note; what follows it goes on');
    await deps.db.withPortal(portalId, (tx) => (typeof made === 'string' ? markTrace(tx, key, made) : markTrace(tx, key, 'done', made.id)));
  }
}

type Given = WaitingTrace & { portalId: number; handoffId: string };

async function give(deps: HandoffDeps, { portalId, handoffId, key, trace, sent }: Given, { signal, log }: JobContext): Promise<{ id: string | null } | 'forbidden' | 'refused'> {
  if (trace.kind !== 'follow-owner') return deps.ensureEngagement(portalId, { ...engagementOf(trace), key, sent }, signal);
  // Whoever has the leg now, not when this was asked: however often it changes hands, the last one has the tasks.
  const { taskIds, leg } = await deps.db.withPortal(portalId, async (tx) => ({
    taskIds: await tasksOf(tx, handoffId, trace.leg),
    leg: (await findHandoff(tx, handoffId))?.baton.legs.find((one) => one.id === trace.leg),
  }));
  if (leg === undefined) return { id: null };
  const { owner } = leg;
  const given = await deps.assignTasks(portalId, { taskIds, owner }, signal);
  if (given === 'forbidden') return given;
  if (given.refused > 0) log.warn({ portalId, owner, tasks: given.refused }, 'HubSpot did not give some tasks to the new owner of their leg');
  return { id: null };
}

function engagementOf({ kind, title, body, owner, at, companyId, dealId }: Written) {
  const common = { companyId, dealId };
  const timestamp = new Date(at).toISOString();
  const mine: Record<string, string> = owner === null ? {} : { hubspot_owner_id: String(owner) };
  if (kind === 'note') return { ...common, type: 'notes' as const, properties: { hs_timestamp: timestamp, hs_note_body: paragraphs([title, ...body]), ...mine } };
  return {
    ...common,
    type: 'tasks' as const,
    properties: { hs_timestamp: timestamp, hs_task_subject: title, hs_task_body: paragraphs(body), hs_task_status: 'NOT_STARTED', hs_task_priority: 'HIGH', hs_task_type: 'TODO', ...mine },
  };
}
