import type { Sandbox } from '../../sandbox/server.ts';
import type { TrialSettings } from './settings.ts';

/** Without another score for so long, none is on its way. */
const SCORES_MS = 120_000;
const STEP_MS = 250;

/**
 * Walks the OAuth flow as a browser would: Baton's install page, the sandbox's consent page (answered by the demo
 * account's admin), Baton's callback. Throws with the step that failed.
 */
export async function installInto(sandbox: Sandbox, portalId: number, settings: Pick<TrialSettings, 'batonUrl' | 'publicUrl'>): Promise<void> {
  const begun = await fetch(`${settings.batonUrl}/oauth/install`, { redirect: 'manual' });
  const location = begun.headers.get('location');
  const cookie = begun.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  if (location === null) throw new Error(`Baton's install page answered ${begun.status} instead of leading to the consent page.`);

  const admin = sandbox.core.portal(portalId)?.users.find((user) => user.role === 'admin');
  const form = new URLSearchParams(new URL(location).searchParams);
  form.set('account', `${portalId}:${admin?.id}`);
  const consented = await fetch(`${sandbox.url}/oauth/authorize`, { method: 'POST', body: form, redirect: 'manual' });
  const callback = consented.headers.get('location');
  if (callback === null) throw new Error(`The consent page answered ${consented.status}: ${await consented.text()}`);

  const finished = await fetch(callback.replace(settings.publicUrl, settings.batonUrl), { headers: { cookie }, redirect: 'manual' });
  if (finished.status >= 400) throw new Error(`Baton refused the install (${finished.status}). Start again with LOG_LEVEL=info to see why.`);
}

/** Waits until the demo's example companies carry a score, telling how many customers do. */
export async function waitForScores(sandbox: Sandbox, portalId: number, settings: TrialSettings, say: (line: string) => void): Promise<void> {
  let deadline = Date.now() + SCORES_MS;
  const crm = sandbox.core.crm(portalId);
  let told = -1;
  while (Date.now() < deadline) {
    const customers = crm.list('companies', { where: { lifecyclestage: 'customer' }, limit: 10_000 }).results;
    const scored = customers.filter((company) => company.properties.baton_health_score).length;
    if (scored !== told) {
      say(`  ${scored} of ${customers.length} customers have a health score`);
      deadline = Date.now() + SCORES_MS;
    }
    told = scored;
    if (scored > 0 && scored === customers.length) return;
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
  throw new Error(`For two minutes no other company has got a score. Start again with LOG_LEVEL=info, or with another DATA_DIR than ${settings.dataDir}.`);
}
