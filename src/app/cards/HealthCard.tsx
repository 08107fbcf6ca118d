import { hubspot } from '@hubspot/ui-extensions';
import { useCrmProperties } from '@hubspot/ui-extensions/crm';
import type { CardContext } from '@baton/extensions/api/card-context.ts';
import { readGlimpse } from '@baton/extensions/api/glimpse.ts';
import { HealthTab } from '@baton/extensions/views/health/HealthTab.tsx';

hubspot.extend<'crm.record.tab'>(({ context }) => <HealthCard context={context} />);

/** Company tab "Customer health". The names are literal: HubSpot's bundler reads them from this file. */
export function HealthCard({ context }: { context: CardContext }) {
  const crm = useCrmProperties([
    'baton_health_score',
    'baton_health_band',
    'baton_health_coverage',
    'baton_health_as_of',
    // Not shown here: an answer may move them and leave the rounded score as it was.
    'baton_nps',
    'baton_nps_n',
    'lifecyclestage',
  ]);
  return <HealthTab context={context} glimpse={readGlimpse(crm)} />;
}
