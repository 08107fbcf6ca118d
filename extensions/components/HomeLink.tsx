import { Button, useExtensionActions } from '@hubspot/ui-extensions';

/** Leads from a card to a tab of the app's home page, by its address there. */
export function HomeLink({ tab, text }: { tab: 'handoffs' | 'sources'; text: string }) {
  const { navigateToPage } = useExtensionActions<'crm.record.tab'>();
  return (
    <Button variant="transparent" size="xs" onClick={() => void navigateToPage({ to: `/${tab}` })}>
      {text}
    </Button>
  );
}
