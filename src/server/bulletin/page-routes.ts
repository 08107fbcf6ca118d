import { z } from 'zod';
import { Frequency } from '../../../extensions/contracts/bulletin.ts';
import { Language } from '../../../extensions/contracts/envelope.ts';
import { askedLanguage } from '../http/asked-language.ts';
import type { OpenRequest, OpenRoute, Reply } from '../http/endpoint.ts';
import type { Tx } from '../platform/db.ts';
import { subjectOf } from './audit.ts';
import { scopeNameOf } from './compose.ts';
import { formatOf } from './format.ts';
import { findIssue, type Issue } from './issue-store.ts';
import type { BulletinDeps } from './issues.ts';
import { expiryOf, linksOf } from './links.ts';
import { PAGE_HEADERS } from './page-style.ts';
import { changedPage, closedPage, confirmPage, issuePage, leavePage, leftPage, preferencesPage } from './pages.ts';
import { nextDue } from './period.ts';
import { changeChoices, endSubscription, findSubscription, type Subscription } from './subscription-store.ts';
import { tell } from './tell.ts';
import { type Claim, readLink, scopeMark } from './token.ts';

/** More than any of our forms sends. */
const FORM_BYTES = 4_096;
/** Who did it, in the audit trail: whoever has the link. */
const BY_LINK = 'bulletin link';

const chosen = z.object({ frequency: Frequency, language: Language, confirm: z.literal('1').optional() });

/** The doors of readers, who have no account: what a link opens, and how one leaves. A GET never changes anything: mail scanners follow links. */
export function pageRoutes(deps: BulletinDeps): OpenRoute[] {
  const open = (path: string, method: 'GET' | 'POST', handle: (request: OpenRequest) => Promise<Reply>): OpenRoute => ({ kind: 'public', method, path, bodyLimit: FORM_BYTES, handle });
  return [
    open('/b/:token', 'GET', (request) => viewed(deps, request, (tx, seen) => show(tx, deps, seen))),
    open('/b/:token/preferences', 'GET', (request) => viewed(deps, request, async (_tx, { one }) => preferencesPage(one.language, { frequency: one.schedule.frequency, language: one.language }))),
    open('/b/:token/preferences', 'POST', (request) => viewed(deps, request, (tx, seen) => choose(tx, deps, seen, request))),
    open('/b/:token/unsubscribe', 'GET', (request) => leaving(deps, request, async (_tx, one) => (one.state === 'on' ? leavePage(one.language, one.email) : leftPage(one.language)))),
    open('/b/:token/unsubscribe', 'POST', (request) => leaving(deps, request, (tx, one, portalId) => leave(tx, deps, one, { portalId, now: request.now }))),
  ];
}

function page(status: number, text: string): Reply {
  return { status, html: text, headers: { ...PAGE_HEADERS } };
}

function closed(request: OpenRequest): Reply {
  return page(403, closedPage(askedLanguage(request)));
}

/** What a valid link leads to. */
interface Seen {
  portalId: number;
  issue: Issue;
  one: Subscription;
  now: Date;
}

/** Opens an issue's link: signed for this, not expired, of an account that is connected, its reader still subscribed, to the same companies. */
async function viewed(deps: BulletinDeps, request: OpenRequest, answer: (tx: Tx, seen: Seen) => Promise<string>): Promise<Reply> {
  const claim = readLink(deps.secrets, 'view', request.params.token ?? '');
  if (claim === undefined || claim.expiresAt === null || claim.expiresAt <= request.now) return closed(request);
  const { portalId } = claim;
  if ((await deps.install(portalId))?.state !== 'active') return closed(request);
  return deps.db.withPortal(portalId, async (tx) => {
    const found = await issueOf(tx, claim);
    return found === undefined ? closed(request) : page(200, await answer(tx, { portalId, ...found, now: request.now }));
  });
}

async function issueOf(tx: Tx, claim: Claim): Promise<{ issue: Issue; one: Subscription } | undefined> {
  const issue = await findIssue(tx, claim.id);
  const one = issue && (await findSubscription(tx, issue.subscriptionId));
  if (issue === undefined || one === undefined || one.state !== 'on') return undefined;
  return [issue.content.scope, one.scope].every((scope) => scopeMark(scope) === claim.scope) ? { issue, one } : undefined;
}

async function show(tx: Tx, deps: BulletinDeps, { portalId, issue, one }: Seen): Promise<string> {
  const told = tell(issue.content, { language: one.language, scopeName: await scopeNameOf(tx, deps, issue.content) });
  // On the page addresses stand without the server, as the reader came, but with the path that it is reached at.
  const { pathname } = new URL(deps.config.publicUrl);
  const { preferences, leave: leaveAddress } = linksOf(deps.secrets, pathname.replace(/\/$/, ''), portalId, issue);
  return issuePage(told, issue.content, { until: expiryOf(issue), preferences, leave: leaveAddress, test: issue.test });
}

async function choose(tx: Tx, deps: BulletinDeps, { portalId, one, now }: Seen, { rawBody }: OpenRequest): Promise<string> {
  const asked = chosen.safeParse(Object.fromEntries(new URLSearchParams(rawBody.toString('utf8'))));
  if (!asked.success) return preferencesPage(one.language, { frequency: one.schedule.frequency, language: one.language });
  const { frequency, language, confirm } = asked.data;
  if (confirm === undefined) return confirmPage(one.language, { frequency, language });
  const locked = (await findSubscription(tx, one.id, { lock: true }))!;
  const schedule = { ...locked.schedule, frequency };
  await changeChoices(tx, locked, { ...locked, schedule, language }, now);
  await deps.note(tx, portalId, {
    at: now, userId: null, action: 'bulletin.reader-changed', subject: subjectOf(one), requestId: BY_LINK,
    before: { frequency: locked.schedule.frequency, language: locked.language }, after: { frequency, language },
  });
  const format = formatOf({ language, timeZone: schedule.timeZone, currency: 'BRL' });
  return changedPage(language, format.moment(nextDue(schedule, now)));
}

/** Leaving works however old the link is, and in an account that is paused. */
async function leaving(deps: BulletinDeps, request: OpenRequest, answer: (tx: Tx, one: Subscription, portalId: number) => Promise<string>): Promise<Reply> {
  const claim = readLink(deps.secrets, 'leave', request.params.token ?? '');
  if (claim === undefined) return closed(request);
  return deps.db.withPortal(claim.portalId, async (tx) => {
    const one = await findSubscription(tx, claim.id);
    return one === undefined ? closed(request) : page(200, await answer(tx, one, claim.portalId));
  });
}

async function leave(tx: Tx, deps: BulletinDeps, one: Subscription, { portalId, now }: { portalId: number; now: Date }): Promise<string> {
  if (await endSubscription(tx, one.id, 'unsubscribed', now)) {
    await deps.note(tx, portalId, { at: now, userId: null, action: 'bulletin.unsubscribed', subject: subjectOf(one), requestId: BY_LINK, before: { state: 'on' }, after: { state: 'unsubscribed' } });
  }
  return leftPage(one.language);
}
