import { z } from 'zod';

const portalId = z.number().int().positive();
/** At most this many companies travel in one event, so that one job stays short. */
export const MAX_COMPANIES = 200;
const companyIds = z.array(z.number().int().positive()).max(MAX_COMPANIES);

/** Every event: past tense `room.thing.happened`, with what its listeners need to begin (ids only). */
export const events = {
  'hubspot.portal.installed': z.object({ portalId }),
  'hubspot.import.finished': z.object({ portalId }),
  'accounts.companies.touched': z.object({ portalId, companyIds }),
  'surveys.answers.recorded': z.object({ portalId, companyIds }),
  'usage.days.recorded': z.object({ portalId, companyIds }),
  'privacy.person.erased': z.object({ portalId }),
  /** A step was made with a customer whom CS has accepted, or something on their way went wrong or was mended. */
  'handoff.journey.changed': z.object({ portalId, companyIds }),
  'handoff.alert.raised': z.object({ portalId, companyId: z.number().int().positive(), handoffId: z.uuid(), rule: z.string().max(40) }),
  'health.scores.changed': z.object({ portalId, companyIds }),
} as const;

export type EventName = keyof typeof events;
export type EventPayload<N extends EventName> = z.input<(typeof events)[N]>;
