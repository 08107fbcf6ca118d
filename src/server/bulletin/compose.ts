import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { Tx } from '../platform/db.ts';
import type { Content } from './content.ts';
import { formatOf } from './format.ts';
import { findIssue } from './issue-store.ts';
import type { BulletinDeps } from './issues.ts';
import { expiryOf, linksOf } from './links.ts';
import { type Envelope, mailHtml, mailText } from './mail.ts';
import type { BulletinQuestions } from './questions.ts';
import { findSubscription, type Subscription } from './subscription-store.ts';
import { tell } from './tell.ts';
import { LINK_DAYS } from './token.ts';
import { wording } from './wording.ts';

/** alerts: a mail that is written already; null: there is nothing left to tell. */
type Composed = { kind: 'mail'; mail: { language: Language; subject: string; html: string; text: string; unsubscribeUrl: string } } | null;

/** Makes the mails of issues when they are sent; one whose reader has left meanwhile, or whose links have expired, is not. */
export function composer(deps: Pick<BulletinDeps, 'secrets' | 'config' | 'members' | 'desk'>) {
  return async function compose(tx: Tx, about: { issueId: string }, { portalId, now }: { portalId: number; now: Date }): Promise<Composed> {
    const issue = await findIssue(tx, about.issueId);
    const one = issue && (await findSubscription(tx, issue.subscriptionId));
    if (issue === undefined || one === undefined || one.state !== 'on' || expiryOf(issue) <= now) return null;
    const told = tell(issue.content, { language: one.language, scopeName: await scopeNameOf(tx, deps, issue.content) });
    const words = wording[one.language];
    const links = linksOf(deps.secrets, deps.config.publicUrl, portalId, issue);
    const format = formatOf({ language: one.language, timeZone: issue.content.period.timeZone, currency: issue.content.currency });
    const envelope: Envelope = {
      viewUrl: links.view, leaveUrl: links.leave, preferencesUrl: links.preferences,
      linkDays: String(LINK_DAYS), expires: format.day(expiryOf(issue)),
      ...(await addedBy(tx, deps, one, one.language)), addedOn: format.day(one.addedAt), reason: one.reason, test: issue.test,
    };
    const subject = words.subject(`${issue.test ? `[${words.test}] ` : ''}${told.title}`, told.days);
    return { kind: 'mail', mail: { language: one.language, subject, html: mailHtml(told, envelope), text: mailText(told, envelope), unsubscribeUrl: links.leave } };
  };
}

async function addedBy(tx: Tx, { desk }: Pick<BulletinQuestions, 'desk'>, one: Subscription, language: Language): Promise<{ addedBy: string }> {
  return { addedBy: (await desk.names(tx)).get(one.addedBy) ?? wording[language].somebody };
}

/** The name of the owner or segment that an issue is narrowed to; null: there is none, or no more. */
export async function scopeNameOf(tx: Tx, { members }: Pick<BulletinQuestions, 'members'>, { scope }: Pick<Content, 'scope'>): Promise<string | null> {
  if (scope.kind === 'all') return null;
  if (scope.kind === 'segment') return scope.segment;
  return (await members(tx)).find(({ ownerId }) => ownerId === Number(scope.owner))?.name ?? null;
}
