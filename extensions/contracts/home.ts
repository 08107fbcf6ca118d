import { z } from 'zod';
import { Day, Instant } from './envelope.ts';
import { Band } from './health.ts';
import { BandCounts } from './settings.ts';
import { SourceState } from './sources.ts';

const count = z.number().int().min(0);
const companyId = z.string().regex(/^[1-9]\d{0,14}$/);
const name = z.string().max(500).nullable();
const recordUrl = z.string().max(500);

/** A scored company in the list. */
export const HomeCompany = z.object({
  id: companyId,
  name,
  recordUrl,
  /** The owner's name; null for nobody, or someone unknown. */
  owner: z.string().max(300).nullable(),
  score: z.number().min(0).max(100),
  band: Band,
  bandSince: Day,
  /** Relational NPS, -100 to 100; null under 5 answers. */
  nps: z.number().min(-100).max(100).nullable(),
  npsAnswers: count,
  /** The day the score is of. */
  day: Day,
});
export type HomeCompany = z.infer<typeof HomeCompany>;

/** Answer to GET /api/1/home/companies: worst score first. */
export const HomeCompanies = z.object({
  ok: z.literal(true),
  asOf: Instant,
  /** Of all bands, with the owner and the name asked for. */
  bands: BandCounts,
  /** Whoever owns a scored company; id 'none' for companies of nobody. */
  owners: z.array(z.object({ id: z.string().max(20), name: z.string().max(300).nullable(), companies: count })).max(10_000),
  companies: z.array(HomeCompany).max(50),
  /** Ask with `after` set to this for the next ones; null: there are none. */
  next: z.string().max(40).nullable(),
});
export type HomeCompanies = z.infer<typeof HomeCompanies>;

/** Answer to GET /api/1/home/sources: whether answers flow. */
export const HomeSources = z.object({
  ok: z.literal(true),
  asOf: Instant,
  sources: z
    .array(
      z.object({
        id: z.string().max(60),
        name: z.string().max(100),
        provider: z.string().max(200),
        state: SourceState,
        lastReceivedAt: Instant.nullable(),
        waiting: count,
        /** When the oldest delivery that is not read yet came: how far the source's figures are behind. */
        waitingSince: Instant.nullable(),
        failed: count,
        /** Since when the cards call it stopped; null: they do not. */
        stoppedSince: Instant.nullable(),
      }),
    )
    .max(200),
});
export type HomeSources = z.infer<typeof HomeSources>;

/** The cards: `summary` is the sidebar's, `handoff` the deal's, `contact-cases` the contact's. */
export const CardName = z.enum(['health', 'nps', 'summary', 'handoff', 'onboarding', 'contact-cases']);
export type CardName = z.infer<typeof CardName>;

/** Someone of the account, with what they opened within the last `days`. */
export const CardPerson = z.object({
  userId: z.string().max(20),
  name,
  email: z.string().max(320).nullable(),
  opens: z.record(CardName, count),
  companies: count,
  /** null: never, as far as is known. */
  lastAt: Instant.nullable(),
});
export type CardPerson = z.infer<typeof CardPerson>;

/** Answer to GET /api/1/home/use: who uses the cards, and how often. */
export const HomeUse = z.object({
  ok: z.literal(true),
  asOf: Instant,
  /** The first day that is counted; null before the first open. */
  countedFrom: Day.nullable(),
  /** By week, named by its Monday; oldest first, the last one is not over. */
  weeks: z.array(z.object({ week: Day, opens: count, people: count })).max(12),
  /** How many days people and cards are counted over, today included. */
  days: count,
  cards: z.array(z.object({ card: CardName, opens: count, people: count })).max(10),
  /** Whoever opened a card, most first, then people of the account who opened none. */
  people: z.array(CardPerson).max(200),
  /** How many there are in all, and how many of them opened a card within the days. */
  known: count,
  active: count,
});
export type HomeUse = z.infer<typeof HomeUse>;
