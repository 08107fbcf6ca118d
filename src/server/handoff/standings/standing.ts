import type { Calendar } from '../../lib/business-time.ts';
import { dayIn } from '../../lib/local-day.ts';
import { completenessOf, type Expectation } from '../form.ts';
import { type HandoffState, holderOf, nextOf, stateOf } from '../baton.ts';
import { dueAt } from '../playbooks/playbook.ts';
import { daysToFirstValue } from '../properties.ts';
import type { StoredHandoff } from '../store.ts';

/** Where a handoff stands, as far as lists and figures need it. */
export interface Standing {
  handoffId: string;
  dealId: number;
  companyId: number;
  open: boolean;
  state: HandoffState;
  /** The leg that holds the baton; of an ended handoff, the one that held it last. */
  holder: string;
  holderOwner: number | null;
  heldSince: Date | null;
  /** The leg that is asked to accept the baton; null where none is. */
  asked: string | null;
  askedOwner: number | null;
  /** Whoever is named on one of its legs. */
  owners: number[];
  /** Since when the clock of the leg whose turn it is runs, and until when it may; null for an ended handoff, and while the clock stands. */
  turnSince: Date;
  dueAt: Date | null;
  completeness: number;
  returns: number;
  promises: Record<Expectation['status'], number>;
  acceptedAt: Date | null;
  /** Days (YYYY-MM-DD) of the account. */
  openedOn: string;
  endedOn: string | null;
  firstValueDays: number | null;
}

/** Where a handoff stands, by the account's days and business hours. */
export function standingOf(handoff: Omit<StoredHandoff, 'cycle'>, timeZone: string, calendar: Calendar): Standing {
  const { handoffId, dealId, companyId, baton, playbook, form, expectations, openedAt } = handoff;
  const holder = baton.legs[holderOf(baton)];
  const asked = baton.status === 'open' && baton.hand === 'offered' ? baton.legs[nextOf(baton)] : undefined;
  const promises = { open: 0, kept: 0, broken: 0 };
  for (const { status } of expectations) promises[status] += 1;
  return {
    handoffId, dealId, companyId,
    open: baton.status === 'open',
    state: stateOf(baton),
    holder: holder?.id ?? '',
    holderOwner: holder?.owner ?? null,
    heldSince: holder?.since ?? null,
    asked: asked?.id ?? null,
    askedOwner: asked?.owner ?? null,
    owners: [...new Set(baton.legs.flatMap((leg) => (leg.owner === null || leg.state === 'skipped' ? [] : [leg.owner])))],
    turnSince: baton.handAt,
    dueAt: dueAt(baton, playbook, calendar),
    completeness: completenessOf(form, playbook.required),
    returns: baton.returns,
    promises,
    acceptedAt: baton.acceptedAt,
    openedOn: dayIn(timeZone, openedAt),
    endedOn: baton.endedAt === null ? null : dayIn(timeZone, baton.endedAt),
    firstValueDays: daysToFirstValue(handoff, timeZone),
  };
}
