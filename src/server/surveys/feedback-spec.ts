import type { Tx } from '../platform/db.ts';
import { countAnswers } from './answer-store.ts';
import { recordAnswers } from './commands.ts';
import type { PolledRecord, Provider } from './provider.ts';
import type { SurveyQuestions } from './questions.ts';
import type { SurveyType } from './scales.ts';
import { noteSkipped } from './skipped-store.ts';
import { findSource, insertSource, noteDelivery } from './source-store.ts';

/** The source that HubSpot's own surveys belong to; it comes into being with the first of them. */
const HUBSPOT_SOURCE = 'hubspot';

export interface FeedbackSpec {
  type: string;
  properties: readonly string[];
  associations: readonly string[];
  modifiedProperty: string;
  requires: readonly string[];
  announces: 'surveys.answers.recorded';
  /** The most answers this engine takes, and what to do about more. */
  most?: { count: number; cure: string; held(tx: Tx): Promise<number> };
  /** True while its source is paused. */
  paused(tx: Tx): Promise<boolean>;
  save(tx: Tx, portalId: number, records: readonly PolledRecord[], now: Date): Promise<{ touchedCompanyIds: number[] }>;
}

/** How HubSpot's feedback submissions are read and saved; whoever polls announces the touched companies. */
export function feedbackSpec(
  providers: ReadonlyMap<string, Provider>,
  types: ReadonlyMap<string, SurveyType>,
  { findCompanies, erased }: Pick<SurveyQuestions, 'findCompanies' | 'erased'>,
  mostAnswers: number | null = null,
): FeedbackSpec {
  const provider = providers.get('hubspot-feedback')!;
  const poll = provider.poll!;
  return {
    type: poll.object,
    properties: poll.properties,
    associations: poll.associations,
    modifiedProperty: 'hs_lastmodifieddate',
    requires: poll.scopes,
    announces: 'surveys.answers.recorded',
    ...(mostAnswers !== null && { most: { count: mostAnswers, held: countAnswers, cure: 'Set DATABASE_URL to a PostgreSQL server.' } }),
    paused: async (tx) => (await findSource(tx, HUBSPOT_SOURCE))?.paused === true,
    async save(tx, portalId, records, now) {
      if (records.length === 0) return { touchedCompanyIds: [] };
      const source = (await findSource(tx, HUBSPOT_SOURCE)) ?? (await createSource(tx, portalId, provider, now));
      const settings = provider.settingsShape.parse(source.settings);
      const parsed = poll.read(records, { settings, types, timeZone: 'UTC', trustedIds: true, receivedAt: now });
      const skipped = parsed.problems.map(({ row, code }) => ({ externalId: records[row - 1]!.id, code }));
      await noteSkipped(tx, portalId, HUBSPOT_SOURCE, { skipped, taken: parsed.answers.map((answer) => answer.externalId) });
      await noteDelivery(tx, HUBSPOT_SOURCE, now, null);
      const { touched } = await recordAnswers(tx, { findCompanies, erased }, { portalId, sourceId: HUBSPOT_SOURCE, parsed, receivedAt: now, now });
      return { touchedCompanyIds: touched };
    },
  };
}

async function createSource(tx: Tx, portalId: number, provider: Provider, now: Date): Promise<{ settings: unknown }> {
  await insertSource(tx, portalId, {
    sourceId: HUBSPOT_SOURCE,
    provider: provider.id,
    // Stands on the cards of both languages.
    name: 'HubSpot',
    settings: {},
    secretHash: null,
    signingSecretSealed: null,
    paused: false,
    trustedIds: provider.trustedIds,
    createdAt: now,
  });
  return { settings: {} };
}
