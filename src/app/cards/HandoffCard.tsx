import { hubspot } from '@hubspot/ui-extensions';
import { useCrmProperties } from '@hubspot/ui-extensions/crm';
import type { CardContext } from '@baton/extensions/api/card-context.ts';
import { readGlimpse } from '@baton/extensions/api/glimpse.ts';
import { HandoffTab } from '@baton/extensions/views/handoff/HandoffTab.tsx';

hubspot.extend<'crm.record.tab'>(({ context }) => <HandoffCard context={context} />);

/** Deal tab "Handoff". The names are literal: HubSpot's bundler reads them from this file. */
export function HandoffCard({ context }: { context: CardContext }) {
  const crm = useCrmProperties(['dealstage', 'hs_is_closed_won', 'hubspot_owner_id']);
  return <HandoffTab context={context} mark={readGlimpse(crm).mark} />;
}
