import { z } from 'zod';
import { ChangeKey as key, Instant } from './envelope.ts';
import { Role } from './role.ts';

const count = z.number().int().min(0);
const prefix = z.string().regex(/^[0-9a-f]{12}$/);
const source = z.string().max(60);

/** An API key of the account's own systems; its secret is not known any more. */
export const UsageKeyRow = z.object({
  /** The public part of the key. */
  prefix,
  name: z.string().max(100),
  /** Keys of one source share event ids and account ids: one that replaces another has the same. */
  source,
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
});
export type UsageKeyRow = z.infer<typeof UsageKeyRow>;

/** Answer to GET /api/1/settings/usage-keys: keys that work, then revoked ones. */
export const UsageKeysView = z.object({
  ok: z.literal(true),
  asOf: Instant,
  role: Role,
  /** Where systems post usage to. */
  address: z.string().max(500),
  /** What a key may spend in a minute, what an event and a bulk cost of it, and how many keys may work at a time. */
  limits: z.object({ minute: count, event: count, bulk: count, keys: count }),
  keys: z.array(UsageKeyRow).max(100),
});
export type UsageKeysView = z.infer<typeof UsageKeysView>;

export const AddUsageKey = z.strictObject({ key, name: z.string().trim().min(1).max(100), source });
export type AddUsageKey = z.infer<typeof AddUsageKey>;

/** The key is told in this answer and never again. */
export const AddedUsageKey = z.object({ ok: z.literal(true), prefix, source, apiKey: z.string().max(100), address: z.string().max(500) });
export type AddedUsageKey = z.infer<typeof AddedUsageKey>;
