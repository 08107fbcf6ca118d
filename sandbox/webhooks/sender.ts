import { z } from 'zod';
import type { CrmChange, SandboxApp } from '../core.ts';
import { seededRandom } from '../random.ts';
import { signatureHeaders } from '../sign.ts';
import { eventsOf } from './events.ts';
import type { WebhookEvent } from './events.ts';

/** How webhooks travel. Chances are 0 to 1, drawn by seed. */
export const WebhookRules = z.strictObject({
  /** Changes wait so long for company, then go together. */
  gatherMs: z.number().int().min(0).max(60_000),
  batchSize: z.number().int().min(1).max(100),
  deadlineMs: z.number().int().min(1),
  /** Tries after the first. */
  retries: z.number().int().min(0).max(10),
  /** Before the first retry; doubled each time, with up to a fifth of chance added. HubSpot spreads its ten over a day. */
  retryMs: z.number().int().min(0),
  /** True: a 4xx is not tried again (as HubSpot once did); false: it is, as documented. */
  finalFourHundreds: z.boolean(),
  /** Events that are never delivered, delivered twice, and whether each batch is shuffled. */
  loss: z.number().min(0).max(1),
  duplicates: z.number().min(0).max(1),
  disorder: z.boolean(),
  seed: z.number().int(),
});
export type WebhookRules = z.infer<typeof WebhookRules>;

const HUBSPOTS: WebhookRules = {
  gatherMs: 300, batchSize: 100, deadlineMs: 5_000, retries: 10, retryMs: 1_000, finalFourHundreds: false, loss: 0, duplicates: 0, disorder: false, seed: 1,
};

export interface Webhooks {
  /** In force from now on; may be changed. */
  rules: WebhookRules;
  /** Makes events of a change and sends them soon. */
  tell(change: CrmChange): void;
  counts(): { events: number; lost: number; deliveries: number; failed: number; waiting: number };
  stop(): void;
}

interface Options {
  app: SandboxApp;
  now: () => Date;
  /** The address of a public URL on this machine. */
  send: (url: string) => string;
  installed: (portalId: number) => boolean;
  rules: Partial<WebhookRules>;
}

/** The sender of webhooks: signed anew at each try, batches of up to 100 that mix accounts, a deadline, retries. */
export function createWebhooks({ app, now, send, installed, rules: given }: Options): Webhooks {
  const rules = { ...HUBSPOTS, ...given };
  const settings = app.webhooks;
  const random = seededRandom(rules.seed);
  const counts = { events: 0, lost: 0, deliveries: 0, failed: 0 };
  const timers = new Set<NodeJS.Timeout>();
  let gathered: WebhookEvent[] = [];
  let numbered = 0;
  let underWay = 0;
  let departing = false;
  const waiting: { events: WebhookEvent[]; attempt: number }[] = [];

  function later(afterMs: number, act: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, afterMs);
    timers.add(timer);
  }

  function tell(change: CrmChange): void {
    if (!settings || !installed(change.portalId)) return;
    for (const event of eventsOf(change, settings.subscriptions, { appId: app.appId, at: now() })) {
      counts.events += 1;
      numbered += 1;
      if (random() < rules.loss) {
        counts.lost += 1;
        continue;
      }
      // As documented, the number is not unique by itself.
      const numberedEvent = { ...event, eventId: 100 + (numbered % 1_000) };
      gathered.push(numberedEvent, ...(random() < rules.duplicates ? [numberedEvent] : []));
    }
    if (gathered.length === 0 || departing) return;
    departing = true;
    later(rules.gatherMs, depart);
  }

  function depart(): void {
    departing = false;
    const events = rules.disorder ? shuffled(gathered) : gathered;
    gathered = [];
    for (let i = 0; i < events.length; i += rules.batchSize) waiting.push({ events: events.slice(i, i + rules.batchSize), attempt: 0 });
    work();
  }

  function shuffled(events: readonly WebhookEvent[]): WebhookEvent[] {
    return events.map((event) => ({ event, at: random() })).sort((a, b) => a.at - b.at).map(({ event }) => event);
  }

  function work(): void {
    while (settings && underWay < settings.maxConcurrentRequests && waiting.length > 0) {
      const batch = waiting.shift()!;
      underWay += 1;
      void deliver(settings.targetUrl, batch.events, batch.attempt).then((status) => {
        underWay -= 1;
        const final = (status >= 200 && status < 300) || (rules.finalFourHundreds && status >= 400 && status < 500) || batch.attempt >= rules.retries;
        if (!final) later(rules.retryMs * 2 ** batch.attempt * (1 + random() / 5), () => {
          waiting.push({ ...batch, attempt: batch.attempt + 1 });
          work();
        });
        work();
      });
    }
  }

  /** @returns the status; 0 where no answer came in time. */
  async function deliver(url: string, events: WebhookEvent[], attemptNumber: number): Promise<number> {
    const body = JSON.stringify(events.map((event) => ({ ...event, attemptNumber })));
    const headers = { ...signatureHeaders(app.clientSecret, 'POST', url, body, now()), 'content-type': 'application/json' };
    counts.deliveries += 1;
    const status = await fetch(send(url), { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(rules.deadlineMs) })
      .then((answer) => answer.status, () => 0);
    if (status < 200 || status >= 300) counts.failed += 1;
    return status;
  }

  return {
    rules, tell,
    counts: () => ({ ...counts, waiting: gathered.length + waiting.length + underWay + timers.size }),
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      waiting.length = 0;
    },
  };
}
