/** A change of a company's name, as HubSpot posts it. */
export function buildWebhookEvent(overrides: object = {}): Record<string, unknown> {
  return {
    eventId: 100, subscriptionId: 2_000_001, portalId: 101, appId: 4711, occurredAt: 1_795_000_000_000, subscriptionType: 'object.propertyChange',
    attemptNumber: 0, objectId: 501, objectTypeId: '0-2', changeSource: 'CRM_UI', propertyName: 'name', propertyValue: 'Acme', ...overrides,
  };
}
