import { z } from 'zod';
import { ChangeKey as key, Instant } from './envelope.ts';
import { Role } from './role.ts';

const ownerId = z.string().regex(/^[1-9]\d{0,14}$/);
const hubspotId = z.string().min(1).max(100);
/** A stage of a pipeline, in HubSpot's ids. */
export const Start = z.strictObject({ pipeline: hubspotId, stage: hubspotId });
export type Start = z.infer<typeof Start>;
const count = z.number().int().min(0);

/** How many days back won deals may be made drafts. */
export const ImportDays = z.literal([30, 60, 90, 180, 365]);
export type ImportDays = z.infer<typeof ImportDays>;

/** Answer to GET /api/1/settings/handoff. */
export const HandoffChoices = z.object({
  ok: z.literal(true),
  asOf: Instant,
  role: Role,
  /** Who may be chosen. */
  owners: z.array(z.object({ id: z.string().max(20), name: z.string().max(300).nullable() })).max(10_000),
  /** Those who get customers in turn, in their order. */
  team: z.array(ownerId).max(100),
  /** Whose turn is next; null where nobody of the team is there. */
  next: ownerId.nullable(),
  /** The pipelines of deals with the stages in which a handoff can begin; null: HubSpot does not tell now. */
  pipelines: z.array(z.object({ id: hubspotId, label: z.string().max(300), stages: z.array(z.object({ id: hubspotId, label: z.string().max(300) })).max(200) })).max(200).nullable(),
  /** Where handoffs begin; none: wherever a deal is won. */
  starts: z.array(Start).max(50),
  /** Since when that counts. */
  startsAt: Instant.nullable(),
  /** Deals that were won before Baton came and have no handoff, by how far back one looks. */
  earlier: z.array(z.object({ days: ImportDays, deals: count })).max(5),
  /** The last time they were made drafts; null: they are ignored. */
  imported: z.object({ at: Instant, days: count }).nullable(),
});
export type HandoffChoices = z.infer<typeof HandoffChoices>;

export const ChooseTeam = z.strictObject({ key, team: z.array(ownerId).max(100) });
export type ChooseTeam = z.infer<typeof ChooseTeam>;

export const ChooseStarts = z.strictObject({ key, starts: z.array(Start).max(50) });
export type ChooseStarts = z.infer<typeof ChooseStarts>;

export const ImportWon = z.strictObject({ key, days: ImportDays });
export type ImportWon = z.infer<typeof ImportWon>;
