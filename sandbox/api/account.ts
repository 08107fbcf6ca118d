import type { CrmOwner, SandboxPortal } from '../core.ts';
import { ApiError } from '../errors.ts';
import { flagOf, limitOf } from './endpoint.ts';
import type { ApiRoute } from './endpoint.ts';

/** Offset of a time zone at an instant, in milliseconds east of UTC. */
function zoneOffsetMs(timeZone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(parts.find((part) => part.type === 'timeZoneName')?.value ?? '');
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * 60_000;
}

function offsetText(ms: number): string {
  const minutes = Math.abs(ms) / 60_000;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${ms < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

function details(portal: SandboxPortal, now: Date): Record<string, unknown> {
  const utcOffsetMilliseconds = zoneOffsetMs(portal.timeZone, now);
  return {
    portalId: portal.portalId, accountType: 'DEVELOPER_TEST', timeZone: portal.timeZone, companyCurrency: portal.currency,
    additionalCurrencies: [], utcOffset: offsetText(utcOffsetMilliseconds), utcOffsetMilliseconds, uiDomain: portal.uiDomain,
    dataHostingLocation: 'na1',
  };
}

function ownerView(owner: CrmOwner): Record<string, unknown> {
  return { ...owner, userIdIncludingInactive: owner.userId, type: 'PERSON', teams: [] };
}

const ownerScopes = (): string[][] => [['crm.objects.owners.read']];

/** Account details and owners. `uninstall` ends the app's installation in the portal of the token. */
export function accountRoutes(uninstall: (portalId: number) => void): ApiRoute[] {
  return [
    {
      method: 'GET', path: '/account-info/2026-09/details',
      handle: ({ portal, now }) => ({ status: 200, body: details(portal, now) }),
    },
    {
      method: 'GET', path: '/crm/owners/2026-09', scopes: ownerScopes, query: ['after', 'archived', 'email', 'limit'],
      handle({ store, query }) {
        const archived = flagOf(query, 'archived');
        const email = query.get('email');
        const limit = limitOf(query, 100, 500);
        const after = Number(query.get('after') ?? 0);
        const owners = store.owners()
          .filter((owner) => owner.archived === archived && (!email || owner.email === email))
          .sort((left, right) => Number(left.id) - Number(right.id));
        const rest = owners.filter((owner) => Number(owner.id) > after);
        const results = rest.slice(0, limit);
        const last = rest.length > limit ? results.at(-1)?.id : undefined;
        return { status: 200, body: { results: results.map(ownerView), ...(last ? { paging: { next: { after: last } } } : {}) } };
      },
    },
    {
      method: 'GET', path: '/crm/owners/2026-09/:ownerId', scopes: ownerScopes, query: ['archived', 'idProperty'],
      handle({ store, params, query }) {
        const byUser = query.get('idProperty') === 'userId';
        const owner = store.owners().find((one) => String(byUser ? one.userId : one.id) === params['ownerId']);
        if (!owner) throw new ApiError(404, 'OBJECT_NOT_FOUND', `Owner ${params['ownerId']} does not exist`);
        return { status: 200, body: ownerView(owner) };
      },
    },
    {
      method: 'DELETE', path: '/appinstalls/2026-09/external-install',
      handle({ portal }) {
        uninstall(portal.portalId);
        return { status: 204 };
      },
    },
  ];
}
