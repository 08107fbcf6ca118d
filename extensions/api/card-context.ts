/** What a card reads of HubSpot's context (a subset of its CrmContext, so that tests can build one). */
export interface CardContext {
  user: { locale?: string };
  portal: { timezone: string };
  crm: { objectId: number | string };
  variables?: Record<string, string | number | bigint | boolean>;
}

/** What the settings page reads of HubSpot's context: there is no record. */
export type PageContext = Omit<CardContext, 'crm'>;

/** The record that the card is on. */
export function recordIdOf({ crm }: Pick<CardContext, 'crm'>): string {
  return String(crm.objectId);
}

/** The companion server's origin, from the project profile; empty when the profile lacks it. */
export function serverUrlOf(context: Pick<CardContext, 'variables'>): string {
  return String(context.variables?.['SERVER_URL'] ?? '').replace(/\/$/, '');
}
