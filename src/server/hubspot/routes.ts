import type { OpenRequest, Reply, Route } from '../http/endpoint.ts';
import { type InstallFault, type Oauth, STATE_LIFE_MS } from './oauth.ts';
import { installedPage, refusedPage } from './pages.ts';

const COOKIE = 'baton_install';
const STATUS: Record<InstallFault, number> = { state: 409, denied: 409, code: 422, foreign: 422, later: 503 };

/** The two doors of the install. @param secure true where the public URL is https. */
export function oauthRoutes(oauth: Oauth, secure: boolean): Route[] {
  async function install(request: OpenRequest): Promise<Reply> {
    if (request.method === 'HEAD') return { status: 200 };
    const { location, browser } = await oauth.begin();
    return { status: 302, headers: { location, 'set-cookie': cookie(browser, STATE_LIFE_MS / 1_000), 'cache-control': 'no-store' } };
  }

  async function callback(request: OpenRequest): Promise<Reply> {
    // A link checker's HEAD must not use up the code.
    if (request.method === 'HEAD') return { status: 200 };
    const outcome = await oauth.finish({ query: request.query, browser: readCookie(request.headers.cookie) });
    // The cookie has served: a second try may begin at HubSpot, without our state.
    const headers = { 'set-cookie': cookie('', 0), 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };
    if (outcome.ok) {
      request.log.info({ portalId: outcome.portalId }, 'Baton was installed');
      return { status: 200, html: installedPage(), headers };
    }
    request.log.warn({ reason: outcome.reason }, 'An install was refused');
    return { status: STATUS[outcome.reason], html: refusedPage(outcome.reason), headers };
  }

  function cookie(value: string, maxAge: number): string {
    return `${COOKIE}=${value}; Path=/oauth; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  }

  return [
    { kind: 'public', method: 'GET', path: '/oauth/install', handle: install },
    { kind: 'public', method: 'GET', path: '/oauth/callback', handle: callback },
  ];
}

/** Our cookie's value; the first one, if a browser sends several. */
function readCookie(header: string | undefined): string | undefined {
  const pair = (header ?? '').split(/; */).find((part) => part.startsWith(`${COOKIE}=`));
  return pair?.slice(COOKIE.length + 1) || undefined;
}
