import type { Tx } from '../platform/db.ts';
import { type Account, accountOf, type CaseDeps } from './account.ts';
import { followOwners, keep } from './commands.ts';
import { stepsReached } from './escalation.ts';
import { tellRung } from './letters.ts';
import { begin } from './settings-store.ts';
import { usedShare } from './sla.ts';
import { forgetUnplaced } from './unplaced.ts';
import { addMove, casesToLookAt, findCase, rungsTaken, takeRung } from './store.ts';

const PAGE = 200;

/** Looks at the cases whose next step of the ladder has come: each step is taken once, whoever else is looking. */
export async function watchAll(deps: CaseDeps, signal: AbortSignal): Promise<void> {
  for (const site of await deps.activePortals()) {
    while (!signal.aborted) {
      const { due, account } = await deps.db.withPortal(site.portalId, async (tx) => {
        const due = await casesToLookAt(tx, deps.now(), PAGE);
        return { due, account: due.length === 0 ? undefined : await accountOf(tx, deps, site) };
      });
      if (account === undefined) break;
      for (const caseId of due) await deps.db.withPortal(site.portalId, (tx) => climb(tx, deps, caseId, account));
      if (due.length < PAGE) break;
    }
  }
}

/** Takes the steps that a case has come to. Of several at once, such as after a night, the last is told and the others are only noted. */
async function climb(tx: Tx, deps: CaseDeps, caseId: string, account: Account): Promise<void> {
  const { portalId, settings, calendar, now } = account;
  const one = await findCase(tx, caseId, { lock: true });
  if (one === undefined) return;
  const share = one.policyHours === null ? null : usedShare(one, { hours: one.policyHours, calendar }, now);
  const reached = stepsReached(settings.escalation, share, await rungsTaken(tx, one));
  for (const [index, rung] of reached.entries()) {
    if (!(await takeRung(tx, portalId, one, rung.percent, now))) continue;
    const seq = await addMove(tx, portalId, caseId, { at: now, step: rung.what, userId: null, note: null, detail: { percent: rung.percent, to: rung.to } });
    if (index === reached.length - 1) await tellRung(tx, deps, one, { what: rung.what, seq, account, to: rung.to });
  }
  await keep(tx, one, account);
}

/** Gives open cases to whoever is responsible today: somebody's leave has begun or ended. Accounts of before there were cases begin with it. */
export async function followLeaves(deps: CaseDeps, signal: AbortSignal): Promise<void> {
  for (const site of await deps.activePortals()) {
    if (signal.aborted) return;
    await deps.db.withPortal(site.portalId, async (tx) => {
      await begin(tx, site.portalId, deps.now());
      await followOwners(tx, deps, site, null);
      await forgetUnplaced(tx, deps.now());
    });
  }
}
