import type { BulletinScope } from '../../../extensions/contracts/bulletin.ts';
import { uuid } from '../lib/uuid.ts';
import type { Tx } from '../platform/db.ts';
import type { Deps } from '../platform/deps.ts';
import type { JobContext } from '../platform/queue.ts';
import { gather } from './gather.ts';
import { forgetIssues, keepIssue } from './issue-store.ts';
import { dueDay, periodOf } from './period.ts';
import type { BulletinQuestions, Companies } from './questions.ts';
import { advance, dueSubscriptions, findSubscription, forgetEnded, type Subscription } from './subscription-store.ts';

export type BulletinDeps = Pick<Deps, 'db' | 'now' | 'randomBytes' | 'secrets' | 'config' | 'log'> & BulletinQuestions;

/** An account as its bulletins need it. */
export interface Site {
  portalId: number;
  timeZone: string;
  currency: string;
}

const PAGE = 100;
/** How long an issue, and who no longer gets any, is kept. */
const KEPT_DAYS = 90;
const DAY_MS = 86_400_000;

/** Makes the issues that are due in all accounts. */
export async function issueDue(deps: BulletinDeps, { signal, log }: JobContext): Promise<void> {
  for (const site of await deps.activePortals()) {
    const due = await deps.db.withPortal(site.portalId, (tx) => dueSubscriptions(tx, deps.now(), PAGE));
    for (const id of due) {
      if (signal.aborted) return;
      await issueOne(deps, site, id, log);
    }
  }
}

/** Makes a subscription's issue that is due: the issue, its letter and the next date stand or fall together, whoever else is at it. */
async function issueOne(deps: BulletinDeps, site: Site, id: string, log: JobContext['log']): Promise<void> {
  const { portalId } = site;
  const seen = await deps.db.withPortal(portalId, (tx) => findSubscription(tx, id));
  if (seen === undefined) return;
  const companies = await companiesOf(deps, portalId, seen.scope);
  if (companies === 'unknown') return log.warn({ portalId }, 'A bulletin waits: HubSpot does not tell the segments now');
  await deps.db.withPortal(portalId, async (tx) => {
    const now = deps.now();
    const one = await findSubscription(tx, id, { lock: true });
    // What was changed meanwhile is looked at again in a minute.
    if (one === undefined || one.state !== 'on' || one.revision !== seen.revision) return;
    const day = dueDay(one.schedule, { now, since: one.since, lastDay: one.lastDay });
    if (day !== null) await makeIssue(tx, deps, site, { one, companies, day, test: false, now });
    await advance(tx, one, day, now);
  });
}

/** Which companies a scope has now; `unknown`: HubSpot does not tell the segments. Called inside no transaction. */
export async function companiesOf(deps: BulletinDeps, portalId: number, scope: BulletinScope): Promise<Companies | 'unknown'> {
  if (scope.kind === 'all') return null;
  if (scope.kind === 'owner') return deps.db.withPortal(portalId, (tx) => deps.companyIdsOf(tx, Number(scope.owner)));
  const { all, property } = await deps.db.withPortal(portalId, async (tx) => ({ all: await deps.companyIdsOf(tx, null), property: await deps.segmentProperty(tx) }));
  if (property === null) return [];
  const values = await deps.companyValues(portalId, all, property);
  return values === null ? 'unknown' : all.filter((companyId) => values.get(companyId) === scope.segment);
}

/** Makes an issue and posts its letter. @param day of which it tells; of a test, today. @returns whether it can be sent. */
export async function makeIssue(
  tx: Tx, deps: BulletinDeps, { portalId, timeZone: accountZone, currency }: Site, { one, companies, day, test, now }: { one: Subscription; companies: Companies; day: string; test: boolean; now: Date },
): Promise<'waiting' | 'no-channel'> {
  const { schedule, scope, language } = one;
  const id = uuid(deps.randomBytes(16));
  const content = await gather(tx, deps, { portalId, accountZone, currency, scope, companies, schedule, language, period: periodOf(schedule, day), now });
  const channel = await deps.mailChannel(tx);
  const letterKey = channel && `bulletin.${id}`;
  const fresh = await keepIssue(tx, portalId, { id, subscriptionId: one.id, slot: test ? id : day, test, madeAt: now, content, letterKey });
  if (channel === null || letterKey === null) return 'no-channel';
  if (fresh) {
    const letter = { key: letterKey, channelId: channel.channelId, recipient: one.email, about: { kind: 'bulletin' as const, issueId: id }, companyId: null, language };
    await deps.post(tx, portalId, [letter], { manners: { quiet: null, groupMs: 0, timeZone: accountZone }, now });
  }
  return 'waiting';
}

/** Deletes what is old. */
export async function forgetOld(deps: BulletinDeps): Promise<void> {
  const before = new Date(deps.now().getTime() - KEPT_DAYS * DAY_MS);
  for (const { portalId } of await deps.activePortals()) {
    await deps.db.withPortal(portalId, async (tx) => {
      await forgetIssues(tx, before);
      await forgetEnded(tx, before);
    });
  }
}
