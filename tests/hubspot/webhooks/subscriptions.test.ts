import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { accountSpecs } from '../../../src/server/accounts/specs.ts';
import { root } from '../../support/source-tree.ts';

interface Entry {
  subscriptionType: string;
  objectType?: string;
  propertyName?: string;
  active: boolean;
}
const file = JSON.parse(readFileSync(join(root, 'src/app/webhooks/webhooks-hsmeta.json'), 'utf8')) as {
  config: { settings: { targetUrl: string; maxConcurrentRequests: number }; subscriptions: { crmObjects: Entry[]; hubEvents: Entry[] } };
};
const { settings, subscriptions } = file.config;
const SINGULAR: Record<string, string> = { companies: 'company', contacts: 'contact', deals: 'deal', tickets: 'ticket' };
const specs = accountSpecs('postgres').filter((spec) => spec.type in SINGULAR);

describe('the webhooks the app subscribes to', () => {
  it('go to the server\'s own address, more than five at a time, and none is switched off', () => {
    expect(settings.targetUrl).toBe('${SERVER_URL}/webhooks/hubspot');
    expect(settings.maxConcurrentRequests).toBeGreaterThan(5);
    expect([...subscriptions.crmObjects, ...subscriptions.hubEvents].filter((entry) => entry.active !== true)).toEqual([]);
    expect(subscriptions.hubEvents).toEqual([{ subscriptionType: 'contact.privacyDeletion', active: true }]);
  });

  it.each(specs)('tell of each property of $type that is read, and of no other', (spec) => {
    const own = subscriptions.crmObjects.filter((entry) => entry.objectType === SINGULAR[spec.type] && entry.subscriptionType === 'object.propertyChange');
    const read = typeof spec.properties === 'function' ? spec.properties({ timeZone: 'UTC', cnpjProperty: 'cnpj' }) : spec.properties;
    expect(own.map((entry) => entry.propertyName).sort()).toEqual([...read].sort());
  });

  it.each(specs)('tell when $type come, go, return, merge and change their links', (spec) => {
    const own = subscriptions.crmObjects.filter((entry) => entry.objectType === SINGULAR[spec.type] && entry.propertyName === undefined);
    expect(own.map((entry) => entry.subscriptionType).sort()).toEqual(['object.associationChange', 'object.creation', 'object.deletion', 'object.merge', 'object.restore']);
  });
});
