/** What a card reads of HubSpot's context (a subset of its CrmContext, so that tests can build one). */
export interface CardContext {
  user: { locale?: string };
  portal: { timezone: string };
  crm: { objectId: number | string };
  variables?: Record<string, string | number | bigint | boolean>;
}

/** The companion server's origin, from the project profile; empty when the profile lacks it. */
export function serverUrlOf(context: CardContext): string {
  return String(context.variables?.['SERVER_URL'] ?? '').replace(/\/$/, '');
}
