import type { CrmChange, WebhookSettings } from '../core.ts';
import { objectInfo } from '../crm/object-types.ts';

/** An event as HubSpot posts it, before it has a number and an attempt. */
export type WebhookEvent = Record<string, string | number | boolean | number[]>;

type Subscription = WebhookSettings['subscriptions'][number];

const PLAIN: Partial<Record<CrmChange['kind'], string>> = { created: 'object.creation', archived: 'object.deletion', restored: 'object.restore' };

/** The events that the app's subscriptions make of one change, in HubSpot's order: the record, then its properties. */
export function eventsOf(change: CrmChange, subscriptions: readonly Subscription[], facts: { appId: number; at: Date }): WebhookEvent[] {
  const { singular, typeId, webhooks } = objectInfo(change.objectType);
  const { portalId, kind } = change;
  const objectId = Number(change.objectId);
  const base = (one: Subscription): WebhookEvent => ({
    subscriptionId: one.id, subscriptionType: one.type, portalId, appId: facts.appId, occurredAt: facts.at.getTime(), changeSource: 'CRM_UI',
  });
  const own = (type: string): Subscription[] => subscriptions.filter((one) => one.type === type && one.objectType === singular);
  if (kind === 'forgotten') {
    return subscriptions.filter((one) => one.type === `${singular}.privacyDeletion`).map((one) => ({ ...base(one), objectId, changeFlag: 'DELETED' }));
  }
  if (kind === 'merged') {
    const mergedObjectIds = (change.others ?? []).map(Number);
    return own('object.merge').map((one) => ({
      ...base(one), objectId, objectTypeId: typeId, primaryObjectId: objectId, mergedObjectIds, newObjectId: objectId, numberOfPropertiesMoved: 0,
    }));
  }
  if (kind === 'associated') return linkEvents(change, subscriptions, base);
  if (!webhooks) return [];
  const record = own(PLAIN[kind] ?? '').map((one) => ({ ...base(one), objectId, objectTypeId: typeId }));
  const changed = own('object.propertyChange').filter((one) => one.propertyName !== undefined && hasNews(change, one.propertyName));
  const properties = changed.map((one) => ({
    ...base(one), objectId, objectTypeId: typeId, propertyName: one.propertyName ?? '', propertyValue: change.properties[one.propertyName ?? ''] ?? '',
  }));
  return [...record, ...properties];
}

function hasNews({ kind, properties }: CrmChange, name: string): boolean {
  return name in properties && (kind !== 'created' || properties[name] !== null);
}

/** A link is told from both sides; a primary one as the plain and the primary link. */
function linkEvents(change: CrmChange, subscriptions: readonly Subscription[], base: (one: Subscription) => WebhookEvent): WebhookEvent[] {
  const { link } = change;
  if (link === undefined || !objectInfo(change.objectType).webhooks || !objectInfo(link.to).webhooks) return [];
  const sides = [
    { from: change.objectType, fromId: change.objectId, to: link.to, toId: link.toId },
    { from: link.to, fromId: link.toId, to: change.objectType, toId: change.objectId },
  ];
  return sides.flatMap(({ from, fromId, to, toId }) => {
    const [left, right] = [objectInfo(from), objectInfo(to)];
    const subscribed = subscriptions.filter((one) => one.type === 'object.associationChange' && one.objectType === left.singular);
    return subscribed.flatMap((one) =>
      (link.primary ? [false, true] : [false]).map((isPrimaryAssociation) => ({
        ...base(one), associationType: `${left.singular}_to_${right.singular}`.toUpperCase(), fromObjectId: Number(fromId), toObjectId: Number(toId),
        fromObjectTypeId: left.typeId, toObjectTypeId: right.typeId, associationRemoved: link.removed, isPrimaryAssociation,
      })),
    );
  });
}
