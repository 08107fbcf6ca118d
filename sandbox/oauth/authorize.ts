import { Router, urlencoded } from 'express';
import type { Request, Response } from 'express';
import type { SandboxApp, SandboxPortal } from '../core.ts';
import type { Grants } from './grants.ts';

interface AuthorizeOptions {
  app: SandboxApp;
  grants: Grants;
  portals: () => (SandboxPortal & { lackedScopes?: string[] })[];
  /** A public URL as the browser on this machine reaches it. */
  reachable: (url: string) => string;
}

interface Ask {
  redirectUri: string;
  required: string[];
  optional: string[];
  state: string | null;
  challenge: string | null;
}

const words = (text: unknown): string[] => (typeof text === 'string' ? text.split(/\s+/).filter(Boolean) : []);

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem;color:#213343}
fieldset{border:1px solid #cbd6e2;border-radius:4px;margin:1rem 0;padding:1rem}label{display:block;padding:.2rem 0}
button{font:inherit;padding:.6rem 1.4rem;border:0;border-radius:4px;background:#213343;color:#fff;cursor:pointer}
code{background:#f2f5f8;padding:.1rem .3rem}</style></head><body><h1>${escapeHtml(title)}</h1>${body}</body></html>`;
}

/** Reads the parameters of an authorization; a text is what is wrong with them. */
function askOf(app: SandboxApp, params: Record<string, unknown>): Ask | string {
  const redirectUri = String(params['redirect_uri'] ?? '');
  if (params['client_id'] !== app.clientId) return 'The client_id is not that of an app of this sandbox.';
  if (!app.redirectUrls.includes(redirectUri)) {
    return `The redirect_uri ${redirectUri} is not one of the app's redirectUrls: ${app.redirectUrls.join(', ')}`;
  }
  const required = words(params['scope']);
  const optional = words(params['optional_scope']);
  const missing = app.requiredScopes.filter((scope) => !required.includes(scope));
  const unknown = [
    ...required.filter((scope) => !app.requiredScopes.includes(scope)),
    ...optional.filter((scope) => !app.optionalScopes.includes(scope)),
  ];
  if (missing.length > 0) return `The install URL lacks scopes that the app requires: ${missing.join(' ')}`;
  if (unknown.length > 0) return `The install URL asks for scopes that the app does not list as such: ${unknown.join(' ')}`;
  const method = params['code_challenge_method'];
  if (method !== undefined && method !== 'S256') return 'code_challenge_method must be S256.';
  return {
    redirectUri, required, optional,
    state: typeof params['state'] === 'string' ? params['state'] : null,
    challenge: typeof params['code_challenge'] === 'string' ? params['code_challenge'] : null,
  };
}

function consentForm(app: SandboxApp, ask: Ask, portals: SandboxPortal[], params: Record<string, unknown>): string {
  const hidden = Object.entries(params)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(String(value))}">`)
    .join('');
  const choices = portals.flatMap((portal) =>
    portal.users
      .filter((user) => user.role === 'admin')
      .map((user) => `<label><input type="radio" name="account" required value="${portal.portalId}:${user.id}"> ${escapeHtml(portal.name)} (${portal.portalId}), as ${escapeHtml(`${user.firstName} ${user.lastName}`)}</label>`),
  );
  const scopes = [...ask.required, ...ask.optional].map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`).join('');
  return `<p>Sandbox portal. <b>${escapeHtml(app.name)}</b> asks for:</p><ul>${scopes}</ul>
<form method="post" action="/oauth/authorize">${hidden}<fieldset><legend>Account</legend>${choices.join('')}</fieldset>
<button>Connect app</button></form>`;
}

/**
 * The authorization pages. GET shows the consent page; POST (the form, or a script with `account=portalId:userId`)
 * answers 302 to the app's redirect URL with code and state.
 */
export function authorizePages({ app, grants, portals, reachable }: AuthorizeOptions): Router {
  const router = Router();

  function refuse(res: Response, status: number, message: string): void {
    res.status(status).type('html').send(page('Authorization failed', `<p>${escapeHtml(message)}</p>`));
  }

  router.get('/oauth/authorize', (req: Request, res: Response) => {
    const ask = askOf(app, req.query);
    if (typeof ask === 'string') return refuse(res, 400, ask);
    res.type('html').send(page(`Connect ${app.name}`, consentForm(app, ask, portals(), req.query)));
  });

  router.post('/oauth/authorize', urlencoded({ extended: false }), (req: Request, res: Response) => {
    const form = (req.body ?? {}) as Record<string, unknown>;
    const ask = askOf(app, form);
    if (typeof ask === 'string') return refuse(res, 400, ask);
    const [portalId, userId] = String(form['account'] ?? '').split(':').map(Number);
    const portal = portals().find((one) => one.portalId === portalId);
    const user = portal?.users.find((one) => one.id === userId);
    if (!portal || !user) return refuse(res, 400, 'Choose an account and one of its users (account=portalId:userId).');
    if (user.role !== 'admin') return refuse(res, 403, 'Only an admin may install apps.');
    const lacked = portal.lackedScopes ?? [];
    const impossible = ask.required.filter((scope) => lacked.includes(scope));
    if (impossible.length > 0) return refuse(res, 403, `This account does not include: ${impossible.join(' ')}`);
    const scopes = [...ask.required, ...ask.optional.filter((scope) => !lacked.includes(scope))];
    const code = grants.issueCode({ portalId: portal.portalId, userId: user.id, scopes }, ask.redirectUri, ask.challenge);
    const query = new URLSearchParams({ code, ...(ask.state === null ? {} : { state: ask.state }) });
    res.redirect(302, `${reachable(ask.redirectUri)}?${query}`);
  });

  return router;
}
