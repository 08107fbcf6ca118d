import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { CardInfo, SandboxCore } from '../core.ts';
import { dealStages } from '../crm/pipelines.ts';
import { shownPortal } from './answer.ts';

/** A bundle's address carries its time of change, so that a rebuilt card is never taken from a cache. */
function bundleUrl(card: CardInfo, bundlesDir: string): string {
  const changed = statSync(join(bundlesDir, card.file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return `/portal/cards/${encodeURIComponent(card.uid)}.js?v=${Math.round(changed)}`;
}

function shownCard(card: CardInfo, bundlesDir: string) {
  const { uid, name, location, objectTypes } = card;
  return { uid, name, location, objectTypes, bundleUrl: bundleUrl(card, bundlesDir) };
}

/** What the page needs to start: account, users, cards, demo pointers. `workerUrl` is the built worker's address. */
export function sessionOf(core: SandboxCore, workerUrl: string) {
  const portal = shownPortal(core);
  const demo = core.demo();
  const { bundlesDir } = core;
  return {
    now: core.now().toISOString(),
    installed: core.installed(portal.portalId),
    app: { appId: core.app.appId, name: core.app.name },
    serverUrl: core.app.permittedOrigins[0] ?? '',
    account: { portalId: portal.portalId, name: portal.name, timeZone: portal.timeZone, currency: portal.currency },
    users: portal.users,
    owners: core.crm(portal.portalId).owners().map((owner) => ({ id: owner.id, name: `${owner.firstName} ${owner.lastName}`.trim() })),
    cards: bundlesDir === null ? [] : core.cards().map((card) => shownCard(card, bundlesDir)),
    dealStages: dealStages.map(({ id, outcome }) => ({ id, outcome: outcome ?? null })),
    examples: demo.companies,
    hooks: demo.hooks.map(({ kind, name }) => ({ kind, name })),
    workerUrl,
  };
}
