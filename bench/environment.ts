import { readFileSync } from 'node:fs';
import type { SandboxApp } from '../sandbox/core.ts';

/** The public address of the trial, which the sandbox maps to loopback; the cards are built for it. */
export const trialPublicUrl = 'https://baton.sandbox.test';

export const benchAppId = 990_001;
export const benchClientId = 'bench-client-id';
/** Signs on both sides of a bench; guards nothing. */
export const benchSecret = 'bench-client-secret';

interface AppFile {
  config: { name: string; auth: { requiredScopes: string[]; optionalScopes: string[] } };
}

/** The benched Baton as the sandbox knows it, with the scopes of the project's own app file. */
export function sandboxApp(): SandboxApp {
  const { config } = JSON.parse(readFileSync(new URL('../src/app/app-hsmeta.json', import.meta.url), 'utf8')) as AppFile;
  return {
    appId: benchAppId,
    name: config.name,
    clientId: benchClientId,
    clientSecret: benchSecret,
    redirectUrls: [`${trialPublicUrl}/oauth/callback`],
    requiredScopes: config.auth.requiredScopes,
    optionalScopes: config.auth.optionalScopes,
    permittedOrigins: [trialPublicUrl],
  };
}
