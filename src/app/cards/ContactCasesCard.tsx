import { hubspot } from '@hubspot/ui-extensions';
import type { CardContext } from '@baton/extensions/api/card-context.ts';
import { ContactCases } from '@baton/extensions/views/cases/ContactCases.tsx';

hubspot.extend<'crm.record.tab'>(({ context }) => <ContactCasesCard context={context} />);

/** Contact tab "Cases". */
export function ContactCasesCard({ context }: { context: CardContext }) {
  return <ContactCases context={context} />;
}
