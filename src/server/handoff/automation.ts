import type { Language } from '../../../extensions/contracts/envelope.ts';
import { dayIn } from '../lib/local-day.ts';
import type { Tx } from '../platform/db.ts';
import { bilingual, byWorkflow, faultWords, lacking, noCompany, noHandoff } from './automation-wording.ts';
import { type Acting, advance, type HandoffDeps, OWN_LANGUAGE } from './commands.ts';
import { completenessOf } from './form.ts';
import { stateOf } from './baton.ts';
import type { Refused } from './machine.ts';
import type { PortalFacts } from './questions.ts';
import { startHandoff } from './start.ts';
import { findHandoff, listHandoffs, type StoredHandoff } from './store.ts';
import { fieldNames, sectionNames } from './wording.ts';
import type { Words } from '../platform/words.ts';
import { inLanguage } from './words.ts';

/** What a workflow of the account asks for. */
export interface Automatic {
  portalId: number;
  record: { type: 'deal' | 'company'; id: number };
  workflowId: number | null;
  account: PortalFacts;
  now: Date;
}

/** What came of it, in one word and, where there is something to say, in words of both languages. */
export interface AutomaticOutcome {
  status: 'started' | 'under-way' | 'no-company' | 'made' | 'incomplete' | 'refused' | 'no-handoff';
  handoff: { id: string; state: string; completeness: number } | null;
  reason: string | null;
}

/** The steps that a workflow may make: those that take no text. */
const STEPS = ['submit', 'accept', 'hold-kick-off', 'reach-first-value', 'complete'] as const;

/** What HubSpot's workflows may do with handoffs; each is asked inside the transaction of one execution, and null says that the record is not known. */
export interface Automation {
  start(tx: Tx, asked: Automatic): Promise<AutomaticOutcome | null>;
  /** @param step one of STEPS. */
  step(tx: Tx, asked: Automatic, step: string): Promise<AutomaticOutcome | null>;
}

/** Starts handoffs and makes steps for workflows: by Baton itself, and by the same machine as for people. */
export function automation(deps: HandoffDeps): Automation {
  return { start: (tx, asked) => start(tx, deps, asked), step: (tx, asked, step) => makeStep(tx, deps, asked, step) };
}

function actingFor({ portalId, account, workflowId, now }: Automatic): Acting {
  return { portalId, portal: account, userId: null, language: OWN_LANGUAGE, via: byWorkflow(workflowId), now };
}

async function start(tx: Tx, deps: HandoffDeps, asked: Automatic): Promise<AutomaticOutcome | null> {
  const deal = await deps.deal(tx, asked.record.id);
  if (deal === undefined) return null;
  const [last] = await listHandoffs(tx, { dealId: deal.dealId }, 1);
  const begun = await startHandoff(tx, deps, deal, actingFor(asked));
  if ('ok' in begun) return { status: 'no-company', handoff: null, reason: bilingual(noCompany) };
  return outcome(begun.handoffId === last?.handoffId ? 'under-way' : 'started', begun);
}

async function makeStep(tx: Tx, deps: HandoffDeps, asked: Automatic, name: string): Promise<AutomaticOutcome | null> {
  const { type, id } = asked.record;
  const known = type === 'deal' ? await deps.deal(tx, id) : await deps.findCompany(tx, id);
  if (known === undefined) return null;
  const [newest] = await listHandoffs(tx, type === 'deal' ? { dealId: id } : { companyId: id }, 1);
  const before = newest && (await findHandoff(tx, newest.handoffId, { lock: true }));
  if (before?.baton.status !== 'open') return { status: 'no-handoff', handoff: before === undefined ? null : told(before), reason: bilingual(noHandoff) };
  const step = stepOf(name, asked);
  const made = await advance(tx, deps, before, step, actingFor(asked));
  if ('fault' in made) return { ...outcome(made.fault === 'incomplete' ? 'incomplete' : 'refused', before), reason: why(made) };
  return outcome('made', made.after);
}

function stepOf(name: string, asked: Automatic) {
  const kind = STEPS.find((step) => step === name);
  if (kind === undefined) throw new Error('A workflow asked for a step that it cannot make.');
  return kind === 'reach-first-value' ? { kind, on: dayIn(asked.account.timeZone, asked.now) } : { kind };
}

/** In words of both languages, with what is missing by its name. */
function why({ fault, missing = [] }: Refused): string {
  if (fault !== 'incomplete') return bilingual(faultWords(fault));
  const names: Record<string, Words> = { ...fieldNames, ...sectionNames };
  const list = (language: Language) => `${lacking[language]}: ${missing.map((one) => inLanguage(typeof one === 'string' ? (names[one] ?? one) : one, language)).join(', ')}`;
  return bilingual({ 'pt-BR': list('pt-BR'), en: list('en') });
}

function outcome(status: AutomaticOutcome['status'], handoff: StoredHandoff): AutomaticOutcome {
  return { status, handoff: told(handoff), reason: null };
}

function told({ handoffId, baton, form, playbook }: StoredHandoff): NonNullable<AutomaticOutcome['handoff']> {
  return { id: handoffId, state: stateOf(baton), completeness: Math.round(completenessOf(form, playbook.required) * 100) };
}
