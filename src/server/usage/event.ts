import { z } from 'zod';
import { bareCnpj, registrableDomain } from '../lib/identity.ts';
import { dayIn } from '../lib/local-day.ts';
import { storableText } from '../lib/storable-text.ts';

const DAY_MS = 86_400_000;
/** How long daily figures are kept, and how far back they may be posted. */
export const KEPT_DAYS = 400;
/** Somewhere the next day has begun already. */
const EARLIEST_ZONE_MS = 14 * 3_600_000;

const ownId = z.string().min(1).max(200).refine((text) => storableText(text) === text, 'holds a sign that cannot be stored');
const recordId = z.union([z.int().positive(), z.string().regex(/^[1-9]\d{0,15}$/, 'is no HubSpot company id').transform(Number).pipe(z.int().positive())]);
const cnpj = z.string().max(40).transform(understood(bareCnpj, 'fails its check digits'));
const domain = z.string().min(3).max(255).transform(understood((text) => (/[\s@]/.test(text) ? undefined : registrableDomain(text)), 'is no domain: write it like acme.com.br'));

/** A transformation that refuses, with these words, what `read` does not understand. */
function understood(read: (text: string) => string | undefined, fault: string) {
  return function transform(text: string, context: z.RefinementCtx): string {
    const found = read(text);
    if (found !== undefined) return found;
    context.addIssue(fault);
    return z.NEVER;
  };
}

/** One company's use on one day, as it is posted. */
const usageEvent = z
  .strictObject({
    id: ownId.nullish(),
    companyId: recordId.nullish(),
    cnpj: cnpj.nullish(),
    domain: domain.nullish(),
    externalId: ownId.nullish(),
    day: z.iso.date().nullish(),
    at: z.string().max(40).pipe(z.iso.datetime({ offset: true })).nullish(),
    logins: z.int().min(0).max(10_000_000),
    activeUsers: z.int().min(0).max(1_000_000).nullish(),
    seats: z.int().min(1).max(1_000_000).nullish(),
  })
  .refine((event) => event.companyId ?? event.cnpj ?? event.domain ?? event.externalId, 'names no company: give companyId, cnpj, domain or externalId')
  .refine((event) => event.day ?? event.at, 'has no date: give day or at');

/** Whose an event is; ids of an API key's holder are proof. */
export interface Reference {
  companyId: number | null;
  /** 14 signs without mask. */
  cnpj: string | null;
  /** Registrable domain. */
  domain: string | null;
  /** The source's own id of the account. */
  externalId: string | null;
}

export interface UsageEvent {
  /** The sender's id of the event; null where it gave none. */
  id: string | null;
  reference: Reference;
  /** YYYY-MM-DD in the portal's zone. */
  day: string;
  logins: number;
  activeUsers: number | null;
  seats: number | null;
  /** The sender's clock: of two figures for one day the later one holds. */
  clock: Date;
}

/** Reads a posted event. Without `at`, its clock is the moment it came. The fault names the field and what it must be, never its value. */
export function readEvent(posted: unknown, { now, timeZone }: { now: Date; timeZone: string }): UsageEvent | { fault: string } {
  const read = usageEvent.safeParse(posted);
  if (!read.success) return { fault: read.error.issues.slice(0, 3).map(faultOf).join('; ') };
  const { id, companyId, cnpj, domain, externalId, day, at, logins, activeUsers, seats } = read.data;
  const clock = at == null ? now : new Date(at);
  if (clock.getTime() > now.getTime() + DAY_MS) return { fault: 'at lies in the future: check the clock and the offset' };
  const counted = day ?? dayIn(timeZone, clock);
  if (counted > dayIn('UTC', new Date(now.getTime() + EARLIEST_ZONE_MS))) return { fault: 'day lies in the future' };
  if (counted < dayIn('UTC', new Date(now.getTime() - KEPT_DAYS * DAY_MS))) return { fault: `day is more than ${KEPT_DAYS} days ago` };
  const reference = { companyId: companyId ?? null, cnpj: cnpj ?? null, domain: domain ?? null, externalId: externalId ?? null };
  return { id: id ?? null, reference, day: counted, logins, activeUsers: activeUsers ?? null, seats: seats ?? null, clock };
}

/** A reference as one text: the same for the same reference. */
export function referenceKey({ companyId, cnpj, domain, externalId }: Reference): string {
  return JSON.stringify([companyId, cnpj, domain, externalId]);
}

/** Names of unknown fields are the sender's own words: only known ones are told. */
function faultOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `holds fields that are not known: known are ${Object.keys(usageEvent.shape).join(', ')}`;
  const field = issue.path.join('.');
  return field === '' ? issue.message : `${field} ${issue.message.replace(/^Invalid input: e/, 'is not right: e')}`;
}
