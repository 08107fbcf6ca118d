import { z } from 'zod';
import { isZone } from '../lib/local-day.ts';
import { type SettingField, settingFields, words } from '../platform/setting-field.ts';
import type { Words } from '../platform/words.ts';
import type { Parsed } from './answer.ts';
import type { SurveyType } from './scales.ts';
import { brokenRule } from './settings-fault.ts';

/** What reading a delivery needs besides its bytes. */
export interface ReadingContext {
  settings: unknown;
  types: ReadonlyMap<string, SurveyType>;
  /** The portal's zone (IANA name), for times that carry none. */
  timeZone: string;
  /** Whether company ids and CNPJs of this source are proof. */
  trustedIds: boolean;
  receivedAt: Date;
}

/** A survey tool; one file each in providers/. */
export interface Provider {
  id: string;
  label: Words;
  settings: readonly SettingField[];
  /** Checks and completes a source's settings. */
  settingsShape: z.ZodType;
  /** Largest body its hook takes, in bytes; 0 for a provider that has no hook. */
  bodyLimit: number;
  /** True where a person posts and waits for the report, false where a tool wants its 200 at once. */
  waitsForReport: boolean;
  /** Who writes its ids: administrators and HubSpot prove, a public form hints. */
  trustedIds: boolean;
  /** `always`: the tool signs what it sends, so a source needs the signing secret. Absent: where the settings name a `signature`. */
  signs?: 'always';
  /** Checks a signature over the raw body, where the source has one; the path's secret is checked before. */
  verify(raw: Buffer, headers: Readonly<{ [name: string]: string | string[] | undefined }>, secret: string | null, settings: unknown): boolean;
  /** @throws UnreadableDelivery when nothing of it can be read. */
  parse(body: Buffer, context: ReadingContext): Parsed;
  /** For a provider that is polled: the HubSpot object whose records are its answers. */
  poll?: {
    object: string;
    properties: readonly string[];
    associations: readonly string[];
    scopes: readonly string[];
    read(records: readonly PolledRecord[], context: ReadingContext): Parsed;
  };
}

/** A record as HubSpot's object endpoints return it. */
export interface PolledRecord {
  id: string;
  properties: { readonly [name: string]: string | null };
  updatedAt: string;
  archived?: boolean | undefined;
  associations?: { readonly [object: string]: { readonly results: readonly { id: string; type: string }[] } | undefined } | undefined;
}

/** A name of HubSpot's. */
const name = z.string().max(100);

const callable = z.custom<() => unknown>((value) => typeof value === 'function', 'must be a function');

/** What a file of providers/ must export as `part`. */
export const providerShape = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]+$/),
  label: words,
  settings: settingFields,
  settingsShape: z.instanceof(z.ZodType),
  bodyLimit: z.int().min(0),
  waitsForReport: z.boolean(),
  trustedIds: z.boolean(),
  signs: z.literal('always').optional(),
  verify: callable,
  parse: callable,
  poll: z.object({ object: name, properties: z.array(name), associations: z.array(name), scopes: z.array(name), read: callable }).optional(),
});

const mark = z.int().min(-1000).max(1000);

/** A scale in settings: `{ "min": 1, "max": 5 }`, with topFrom, bottomTo and reversed where needed. */
const declaredScale = z.strictObject({
  min: mark,
  max: mark,
  topFrom: mark.optional(),
  bottomTo: mark.optional(),
  reversed: z.boolean().optional(),
});

/** Scales by survey type, or by survey id for one survey alone. */
export const declaredScales = z.record(z.string().max(300), declaredScale);

export const answerKind = z.enum(['relational', 'transactional']);

/** Domains whose addresses say nothing of a company: one's own, partners'. */
export const excludedDomains = z.array(z.string().toLowerCase().trim().min(3).max(253)).max(500).default([]);

/** An IANA zone, for times that carry none. */
export const zone = z.string().max(60).refine(isZone, brokenRule('setting-zone'));
