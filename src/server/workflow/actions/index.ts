import { z } from 'zod';
import type { Band } from '../../../../extensions/contracts/health.ts';
import type { Tx } from '../../platform/db.ts';
import { loadParts } from '../../platform/parts.ts';
import type { Outputs } from '../outputs.ts';

/** Records that workflows are about, and what HubSpot calls them. */
export const RECORD_TYPES = { company: ['COMPANY', '0-2'], deal: ['DEAL', '0-3'] } as const;
export type RecordType = keyof typeof RECORD_TYPES;

/** One execution of an action. */
export interface Execution {
  portalId: number;
  record: { type: RecordType; id: number };
  /** What the workflow's author chose, by the names of the action's inputs. */
  inputs: Readonly<Record<string, string>>;
  /** Which workflow runs it; null where HubSpot does not say. */
  workflowId: number | null;
  /** The account's IANA time zone and ISO 4217 currency. */
  account: { timeZone: string; currency: string };
  now: Date;
}

/** A company's standing: score 0 to 100, coverage 0 to 1. */
export type Figures =
  | { status: 'scored'; score: number; band: Band; coverage: number }
  | { status: 'not-a-customer' | 'preparing' | 'unknown-company' };

/** What became of a handoff: `completeness` in per cent; `reason` in words where there is something to say. */
export interface HandoffOutcome {
  status: string;
  handoff: { id: string; state: string; completeness: number } | null;
  reason: string | null;
}

/** What actions ask of other rooms. */
export interface ActionQuestions {
  /** health: recomputes companies as of now. Asked outside transactions. */
  recompute(portalId: number, companyIds: readonly number[]): Promise<void>;
  /** cards: what the company's card shows. */
  figures(tx: Tx, portalId: number, companyId: number): Promise<Figures>;
  /** handoff: starts the handoff of a deal; null where the deal is not known. */
  startHandoff(tx: Tx, execution: Execution): Promise<HandoffOutcome | null>;
  /** handoff: makes a step of a deal's handoff, or of a company's newest; null where the record is not known. */
  completeStep(tx: Tx, execution: Execution, step: string): Promise<HandoffOutcome | null>;
}

/** An action of HubSpot's workflows: one file of this folder each, called by its id, at /workflow-actions/<id>. */
export interface Action {
  id: string;
  /** What it can be run for. */
  records: readonly RecordType[];
  /** What the workflow's author chooses: each input with the values there are. */
  inputs: Readonly<Record<string, readonly string[]>>;
  /** Every status that its outputs may have, besides those of all actions. */
  statuses: readonly string[];
  /** What comes first, outside transactions; it is run again after any interruption. */
  prepare?(execution: Execution, ask: ActionQuestions): Promise<void>;
  /** Its outputs. What it changes in the transaction happens once an execution; null where the record is not known (yet). */
  settle(tx: Tx, execution: Execution, ask: ActionQuestions): Promise<Outputs | null>;
}

const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const actionShape = z.object({
  id: name,
  records: z.array(z.enum(['company', 'deal'])).min(1),
  inputs: z.record(name, z.array(name).min(1)),
  statuses: z.array(name).min(1),
  prepare: z.function().optional(),
  settle: z.function(),
});

/** All actions, by id. @throws StartFault naming a file that is no action. */
export function loadActions(): Promise<ReadonlyMap<string, Action>> {
  return loadParts<Action>(new URL('./', import.meta.url), actionShape);
}
