import { hubspot } from '@hubspot/ui-extensions';
import { useCrmProperties } from '@hubspot/ui-extensions/crm';
import type { CardContext } from '@baton/extensions/api/card-context.ts';
import { readGlimpse } from '@baton/extensions/api/glimpse.ts';
import { OnboardingTab } from '@baton/extensions/views/handoff/OnboardingTab.tsx';

hubspot.extend<'crm.record.tab'>(({ context }) => <OnboardingCard context={context} />);

/** Company tab "Onboarding". The names are literal: HubSpot's bundler reads them from this file. */
export function OnboardingCard({ context }: { context: CardContext }) {
  const crm = useCrmProperties(['baton_handoff_state', 'baton_first_value_days']);
  return <OnboardingTab context={context} mark={readGlimpse(crm).mark} />;
}
