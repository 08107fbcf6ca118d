import type * as contract from '../../../extensions/contracts/bulletin.ts';
import type { Fate } from './questions.ts';
import type { Subscription } from './subscription-store.ts';

/** A subscription as the settings show it. */
export function rowOf({ id, email, state, schedule, language, scope, reason, revision, addedAt, endedAt, nextAt }: Subscription, { addedBy, last }: Pick<contract.SubscriptionRow, 'addedBy' | 'last'>): contract.SubscriptionRow {
  return {
    id, email, state, revision, last,
    choices: { schedule, language, scope, reason },
    addedBy: addedBy?.slice(0, 300) ?? null,
    addedAt: addedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null, nextAt: nextAt?.toISOString() ?? null,
  };
}

const STATES: Record<Fate['state'], contract.IssueState> = { waiting: 'waiting', sending: 'waiting', sent: 'sent', void: 'withdrawn', failed: 'gave-up' };

/** The last issue and what became of its letter; one that is kept no more was sent long ago. */
export function lastView({ madeAt, from, to, test, letterKey }: { madeAt: Date; from: string; to: string; test: boolean; letterKey: string | null }, fates: ReadonlyMap<string, Fate>): contract.SubscriptionRow['last'] {
  const fate = letterKey === null ? undefined : fates.get(letterKey);
  return {
    madeAt: madeAt.toISOString(), from, to, test,
    state: letterKey === null ? 'no-channel' : fate === undefined ? 'sent' : STATES[fate.state],
    sentAt: fate?.state === 'sent' ? (fate.endedAt?.toISOString() ?? null) : null,
    fault: fate?.fault?.slice(0, 60) ?? null,
  };
}
