import { z } from 'zod';

/**
 * Why a card's question was refused. Card routes answer 200 with a refusal, because HubSpot's
 * proxy hides the body of any other status; only a bad signature is a 401.
 */
export const RefusalCode = z.enum([
  'signature',
  'portal-paused',
  'scope-missing',
  'role-too-low',
  'unknown-company',
  'not-found',
  'invalid',
  'conflict',
  'last-admin',
  'bad-request',
  'try-later',
]);
export type RefusalCode = z.infer<typeof RefusalCode>;

/** A refusal: what is wrong (code) and what to do about it (cure, English; cards prefer their own wording). */
export const Refusal = z.object({
  ok: z.literal(false),
  code: RefusalCode,
  cure: z.string().max(500),
});
export type Refusal = z.infer<typeof Refusal>;

/** The languages of every text: Brazilian Portuguese first, English complete. */
export const Language = z.enum(['pt-BR', 'en']);
export type Language = z.infer<typeof Language>;

/** An instant, ISO 8601 in UTC with milliseconds. */
export const Instant = z.string().max(30);
/** A calendar day in the portal's time zone, YYYY-MM-DD. */
export const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/**
 * What can be said of a company: `scored` (customer, figures follow), `not-a-customer` (its lifecycle
 * stage is another), `preparing` (known, first computation still to come).
 */
export const CompanyStatus = z.enum(['scored', 'not-a-customer', 'preparing']);
export type CompanyStatus = z.infer<typeof CompanyStatus>;

/**
 * Set when the data behind a view has stopped flowing: since when, which part, and why and what to do in the reader's language.
 * `intended`: because an admin wanted it so.
 */
export const Staleness = z.object({ since: Instant, part: z.enum(['hubspot', 'surveys', 'scoring']), told: z.string().max(1_000).optional(), intended: z.boolean().optional() });
export type Staleness = z.infer<typeof Staleness>;

/** What every answer about a company begins with. */
export const CompanyView = z.object({
  ok: z.literal(true),
  company: z.object({ id: z.string().max(20), name: z.string().max(500).nullable() }),
  status: CompanyStatus,
  asOf: Instant,
  stale: Staleness.nullable(),
});

/** Made anew by a page for each change: HubSpot repeats a request that failed, and a change must happen once. */
export const ChangeKey = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/);
