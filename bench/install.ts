import type { Sandbox } from '../sandbox/server.ts';

/**
 * Installs Baton into a portal of the sandbox as an admin's browser would: Baton's install address, HubSpot's consent,
 * back to Baton's callback.
 * @param batonUrl where Baton listens; its public address exists only on paper here.
 */
export async function installThrough(sandbox: Sandbox, portalId: number, batonUrl: string): Promise<void> {
  const begun = await fetch(`${batonUrl}/oauth/install`, { redirect: 'manual' });
  const consent = new URL(locationOf(begun));
  const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? '';

  const admin = sandbox.core.portal(portalId)?.users.find((user) => user.role === 'admin');
  if (admin === undefined) throw new Error(`The sandbox's portal ${portalId} has no admin.`);
  const form = new URLSearchParams([...consent.searchParams, ['account', `${portalId}:${admin.id}`]]);
  const agreed = await fetch(consent.origin + consent.pathname, { method: 'POST', body: form, redirect: 'manual' });

  const callback = new URL(locationOf(agreed));
  const done = await fetch(`${batonUrl}${callback.pathname}${callback.search}`, { headers: { cookie } });
  if (done.status !== 200) throw new Error(`Baton refused the install: ${done.status} ${await done.text()}`);
}

function locationOf(answer: Response): string {
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`${answer.url} answered ${answer.status} instead of a redirect.`);
  return location;
}
