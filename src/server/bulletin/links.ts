import type { Secrets } from '../platform/secrets.ts';
import type { Issue } from './issue-store.ts';
import { LINK_DAYS, scopeMark, signLink } from './token.ts';

const DAY_MS = 86_400_000;
/** Leaving is bound to no scope. */
const NO_SCOPE = '0'.repeat(12);

/** The addresses that a reader gets. */
export interface Links {
  view: string;
  preferences: string;
  leave: string;
}

/** Until when the links of an issue open it. */
export function expiryOf({ madeAt }: Pick<Issue, 'madeAt'>): Date {
  // Links say whole seconds.
  return new Date(Math.floor(madeAt.getTime() / 1_000) * 1_000 + LINK_DAYS * DAY_MS);
}

/** The links of an issue for its reader. @param publicUrl that they begin with, or its path alone. */
export function linksOf(secrets: Pick<Secrets, 'mac'>, publicUrl: string, portalId: number, issue: Issue): Links {
  const view = signLink(secrets, 'view', { portalId, id: issue.id, expiresAt: expiryOf(issue), scope: scopeMark(issue.content.scope) });
  const leave = signLink(secrets, 'leave', { portalId, id: issue.subscriptionId, expiresAt: null, scope: NO_SCOPE });
  return { view: `${publicUrl}/b/${view}`, preferences: `${publicUrl}/b/${view}/preferences`, leave: `${publicUrl}/b/${leave}/unsubscribe` };
}
