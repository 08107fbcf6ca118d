import type { Deps, Room } from '../platform/deps.ts';
import { createHubspotClient } from './client.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { createInstalls, type Installs } from './installs.ts';
import { hubspotJobs } from './jobs.ts';
import { createBudget } from './leases.ts';
import { createOauth, type Scopes } from './oauth.ts';
import type { ObjectSpec } from './object-spec.ts';
import { oauthRoutes } from './routes.ts';
import { createStoppedFlow } from './stopped-flow.ts';
import { createTokens } from './tokens.ts';
import { companyWriter, writeBehind } from './write-behind.ts';

/** The only room that speaks to HubSpot; the others ask it. */
export interface HubspotRoom extends Room {
  gateway: Gateway;
  installs: Installs;
  writeCompanyProperties: ReturnType<typeof companyWriter>;
  stoppedFlow: ReturnType<typeof createStoppedFlow>;
  portalIds: Installs['portalIds'];
}

/** @param sources what to read from HubSpot (the rooms' specs) and the scope table of the app file. */
export function hubspotRoom(deps: Deps, sources: { specs: readonly ObjectSpec[]; scopes: Scopes }): HubspotRoom {
  const client = createHubspotClient({ apiUrl: deps.config.hubspot.apiUrl, fetch: deps.fetch });
  const installs = createInstalls(deps);
  const tokens = createTokens({ ...deps, client, installs });
  const gateway = createGateway({ ...deps, client, installs, tokens, budget: createBudget(deps) });
  const drain = writeBehind({ ...deps, gateway });
  return {
    name: 'hubspot',
    jobs: hubspotJobs({ ...deps, gateway, installs, drain, specs: sources.specs, requiredScopes: sources.scopes.required }),
    routes: oauthRoutes(createOauth({ ...deps, client, installs, tokens, scopes: sources.scopes }), deps.config.publicUrl.startsWith('https:')),
    gateway,
    installs,
    writeCompanyProperties: companyWriter(deps),
    stoppedFlow: createStoppedFlow(deps),
    portalIds: installs.portalIds,
  };
}
