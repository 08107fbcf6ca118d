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
import { createWebhooks, type Privacy } from './webhooks/webhooks.ts';
import { propertyWriter, writeBehind } from './write-behind.ts';

/** The only room that speaks to HubSpot; the others ask it. */
export interface HubspotRoom extends Room, Pick<Installs, 'portalIds'> {
  gateway: Gateway;
  installs: Installs;
  writeProperties: ReturnType<typeof propertyWriter>;
  stoppedFlow: ReturnType<typeof createStoppedFlow>;
}

/** @param sources what to read (the rooms' specs), the app file's scopes, and who erases people. */
export function hubspotRoom(deps: Deps, sources: { specs: readonly ObjectSpec[]; scopes: Scopes } & Privacy): HubspotRoom {
  const client = createHubspotClient({ apiUrl: deps.config.hubspot.apiUrl, fetch: deps.fetch });
  const installs = createInstalls(deps);
  const tokens = createTokens({ ...deps, client, installs });
  const gateway = createGateway({ ...deps, client, installs, tokens, budget: createBudget(deps) });
  const reading = { ...deps, ...sources, gateway, installs, requiredScopes: sources.scopes.required };
  const webhooks = createWebhooks(reading);
  return {
    name: 'hubspot',
    jobs: [...hubspotJobs({ ...reading, drain: writeBehind({ ...deps, gateway }) }), ...webhooks.jobs],
    routes: [...oauthRoutes(createOauth({ ...deps, client, installs, tokens, scopes: sources.scopes }), deps.config.publicUrl.startsWith('https:')), ...webhooks.routes],
    gateway, installs,
    writeProperties: propertyWriter(deps),
    stoppedFlow: createStoppedFlow(deps),
    portalIds: installs.portalIds,
  };
}
