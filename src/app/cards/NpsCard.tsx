import { hubspot } from '@hubspot/ui-extensions';
import { useCrmProperties } from '@hubspot/ui-extensions/crm';
import type { CardContext } from '@baton/extensions/api/card-context.ts';
import { readGlimpse } from '@baton/extensions/api/glimpse.ts';
import { NpsTab } from '@baton/extensions/views/nps/NpsTab.tsx';

hubspot.extend<'crm.record.tab'>(({ context }) => <NpsCard context={context} />);

/** Company tab "NPS history". The names are literal: HubSpot's bundler reads them from this file. */
export function NpsCard({ context }: { context: CardContext }) {
  const crm = useCrmProperties(['baton_nps', 'baton_nps_n', 'baton_health_as_of', 'lifecyclestage']);
  return <NpsTab context={context} glimpse={readGlimpse(crm)} />;
}
