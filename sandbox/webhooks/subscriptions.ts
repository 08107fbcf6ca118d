import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { WebhookSettings } from '../core.ts';

const Entry = z.strictObject({
  subscriptionType: z.string(), objectType: z.enum(['company', 'contact', 'deal', 'ticket', 'line_item']).optional(), propertyName: z.string().optional(), active: z.boolean(),
});
const WebhooksFile = z.object({
  config: z.object({
    settings: z.strictObject({ targetUrl: z.string().startsWith('https://'), maxConcurrentRequests: z.number().int().min(6) }),
    subscriptions: z.strictObject({ crmObjects: z.array(Entry), legacyCrmObjects: z.array(Entry).default([]), hubEvents: z.array(Entry).default([]) }),
  }),
});

/** The active subscriptions of the project's webhooks file, as an upload would make them; undefined where there is no file. */
export function readSubscriptions(file: string, publicUrl: string): WebhookSettings | undefined {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8').replaceAll('${SERVER_URL}', publicUrl);
  const { settings, subscriptions } = WebhooksFile.parse(JSON.parse(text)).config;
  const entries = Object.values(subscriptions).flat().filter((entry) => entry.active);
  return {
    ...settings,
    subscriptions: entries.map(({ subscriptionType, objectType, propertyName }, index) => ({
      id: 2_000_001 + index, type: subscriptionType, ...(objectType && { objectType }), ...(propertyName && { propertyName }),
    })),
  };
}
