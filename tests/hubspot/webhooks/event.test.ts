import { describe, expect, it } from 'vitest';
import { readBatch } from '../../../src/server/hubspot/webhooks/event.ts';
import { buildWebhookEvent } from '../../support/build-webhook-event.ts';

const APP = 4711;
const read = (...events: unknown[]) => readBatch(Buffer.from(JSON.stringify(events)), APP);
const one = (overrides: object) => read(buildWebhookEvent(overrides)).events[0];

describe('an event of HubSpot\'s webhooks', () => {
  it('names the record to look at, whatever property changed, under old names of the type too', () => {
    const expected = { portalId: 101, kind: 'look', objectType: 'companies', objectIds: [501] };
    expect(one({})).toMatchObject(expected);
    expect(one({ subscriptionType: 'company.propertyChange', objectTypeId: undefined })).toMatchObject(expected);
    expect(one({ subscriptionType: undefined, eventType: 'object.creation' })).toMatchObject(expected);
  });

  it('of a deletion or restoration keeps its kind and time', () => {
    expect(one({ subscriptionType: 'object.deletion', occurredAt: 1_700_000_000_000 })).toMatchObject({ kind: 'deleted', occurredAt: new Date(1_700_000_000_000) });
    expect(one({ subscriptionType: 'object.restore' })).toMatchObject({ kind: 'restored' });
  });

  it('of a merge names the winner and all that went into it', () => {
    expect(one({ subscriptionType: 'object.merge', newObjectId: 777, primaryObjectId: 501, mergedObjectIds: [502, 503] })!.objectIds).toEqual([777, 501, 502, 503]);
  });

  it('of a link to a company names the other record, from whichever side it is told', () => {
    const link = { subscriptionType: 'object.associationChange', objectId: undefined, objectTypeId: undefined };
    expect(one({ ...link, associationType: 'DEAL_TO_COMPANY', fromObjectId: 9, toObjectId: 501 })).toMatchObject({ objectType: 'deals', objectIds: [9] });
    expect(one({ ...link, fromObjectTypeId: '0-2', toObjectTypeId: '0-5', fromObjectId: 501, toObjectId: 8 })).toMatchObject({ objectType: 'tickets', objectIds: [8] });
    expect(read(buildWebhookEvent({ ...link, associationType: 'DEAL_TO_CONTACT', fromObjectId: 9, toObjectId: 3 }))).toMatchObject({ events: [], unused: 1 });
  });

  it('of a privacy deletion asks to erase the contact', () => {
    expect(one({ subscriptionType: 'contact.privacyDeletion', objectId: 33, objectTypeId: undefined })).toMatchObject({ kind: 'erase', objectType: 'contacts', objectIds: [33] });
  });

  it('of our own app is an echo; of another app it is not', () => {
    expect(read(buildWebhookEvent({ changeSource: 'INTEGRATION', sourceId: String(APP) }))).toMatchObject({ events: [], echoes: 1 });
    expect(read(buildWebhookEvent({ changeSource: 'INTEGRATION', sourceId: '99' })).events).toHaveLength(1);
  });

  it('has one key however often it is delivered, and another where anything that tells it apart differs', () => {
    const key = one({})!.key;
    expect(one({ attemptNumber: 7 })!.key).toBe(key);
    for (const change of [{ eventId: 2 }, { subscriptionId: 2 }, { objectId: 502 }, { occurredAt: 1 }, { propertyName: 'domain' }]) expect(one(change)!.key).not.toBe(key);
  });

  it('that is none holds up none of its neighbours; a body that is no list is one unreadable event', () => {
    const odd = [null, 7, 'x', {}, { portalId: -1 }, { ...buildWebhookEvent(), occurredAt: 'gestern' }, { ...buildWebhookEvent(), objectId: '9'.repeat(40) }];
    expect(read(buildWebhookEvent(), ...odd, buildWebhookEvent({ objectId: 502 }))).toMatchObject({ events: [{ objectIds: [501] }, { objectIds: [502] }], unreadable: odd.length });
    expect(readBatch(Buffer.from('<html>'), APP)).toMatchObject({ events: [], unreadable: 1 });
  });
});
