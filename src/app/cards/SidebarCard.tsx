import { hubspot } from '@hubspot/ui-extensions';
import { useCrmProperties } from '@hubspot/ui-extensions/crm';
import type { CardContext } from '@baton/extensions/api/card-context.ts';
import { readGlimpse } from '@baton/extensions/api/glimpse.ts';
import { Sidebar } from '@baton/extensions/views/sidebar/Sidebar.tsx';

hubspot.extend<'crm.record.sidebar'>(({ context }) => <SidebarCard context={context} />);

/** Company sidebar "Health". The names are literal: HubSpot's bundler reads them from this file. */
export function SidebarCard({ context }: { context: CardContext }) {
  const crm = useCrmProperties([
    'baton_health_score',
    'baton_health_band',
    'baton_health_as_of',
    'baton_nps',
    'baton_nps_n',
    'lifecyclestage',
  ]);
  return <Sidebar context={context} glimpse={readGlimpse(crm)} />;
}
