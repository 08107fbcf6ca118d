import { z } from 'zod';
import { Instant } from './envelope.ts';
import { HandoffState } from './handoff.ts';

const count = z.number().int().min(0);
const hours = z.number().min(0);
const share = z.number().min(0).max(1);
const record = z.object({ id: z.string().max(20), name: z.string().max(500).nullable(), recordUrl: z.string().max(500) });
const interval = z.object({ low: share, high: share }).nullable();

/** A leg; labels are the playbook's, in the reader's language. */
const leg = z.object({ id: z.string().max(40), label: z.string().max(80), owner: z.string().max(300).nullable() });

/** An open handoff in the list; hours are the account's business hours. */
export const HomeHandoff = z.object({
  id: z.uuid(),
  deal: record,
  company: record,
  state: HandoffState,
  /** The leg that has the baton. */
  holder: leg,
  /** The leg that is asked to take it; null where none is. */
  asked: leg.nullable(),
  /** Since its turn began. */
  waitedHours: hours,
  dueAt: Instant.nullable(),
  late: z.boolean(),
  /** While the clock stands, it is not due. */
  paused: z.boolean(),
  /** Until it is due, or since it was; null: it is never due. */
  leftHours: hours.nullable(),
  completeness: share,
  /** How often it was returned. */
  returns: count,
});
export type HomeHandoff = z.infer<typeof HomeHandoff>;

/** Companies of open handoffs at one leg; a company is at one leg at a time. */
export const Squad = z.object({
  leg: z.string().max(40),
  label: z.string().max(80),
  companies: count,
  /** Past what is due, and how many of these wait for the next leg to accept. */
  late: count,
  lateToAccept: count,
  returned: count,
  /** Business hours at this leg: of the company in the middle, and of the one that is there longest. */
  middleHours: hours.nullable(),
  longestHours: hours.nullable(),
});
export type Squad = z.infer<typeof Squad>;

/** Answer to GET /api/1/home/handoffs: what was due first comes first. */
export const HomeHandoffs = z.object({
  ok: z.literal(true),
  asOf: Instant,
  /** How many are open with these filters. */
  open: count,
  /** How many there are of each with the other filters. */
  states: z.array(z.object({ state: HandoffState, n: count })).max(10),
  legs: z.array(z.object({ id: z.string().max(40), label: z.string().max(80), n: count })).max(20),
  handoffs: z.array(HomeHandoff).max(25),
  next: z.string().max(60).nullable(),
  /** Of everybody's handoffs; most breaches first. */
  squads: z.array(Squad).max(20),
});
export type HomeHandoffs = z.infer<typeof HomeHandoffs>;

/** The periods that figures are told of, in days. */
export const FigureDays = z.enum(['30', '90', '365']);
export type FigureDays = z.infer<typeof FigureDays>;

/** Answer to GET /api/1/home/handoffs/figures: what became of handoffs over the last days. Intervals are of 95 %. */
export const HomeHandoffFigures = z.object({
  ok: z.literal(true),
  asOf: Instant,
  days: count,
  /** Handoffs that CS first decided on in the period: accepted at once. */
  firstPass: z.object({ n: count, of: count, interval }),
  /** The same handoffs by how often they were returned, from 0 on. */
  returns: z.array(z.object({ returns: count, handoffs: count })).max(100),
  /** Promises of handoffs that were accepted in the period; the interval is of those kept among those judged. */
  promises: z.object({ handoffs: count, open: count, kept: count, broken: count, interval }),
  /** Handoffs that began in the period. Days to first value: median with interval; null where too few have reached it to tell. */
  firstValue: z.object({
    of: count,
    reached: count,
    median: count.nullable(),
    low: count.nullable(),
    high: count.nullable(),
    /** Share that has reached first value by a day (Kaplan-Meier): those not there yet count for as long as they were seen. */
    curve: z.array(z.object({ day: count, share, low: share, high: share })).max(60),
  }),
});
export type HomeHandoffFigures = z.infer<typeof HomeHandoffFigures>;
