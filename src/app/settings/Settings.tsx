import { hubspot } from '@hubspot/ui-extensions';
import type { PageContext } from '@baton/extensions/api/card-context.ts';
import { SettingsPage } from '@baton/extensions/views/settings/SettingsPage.tsx';
import type { PageActions } from '@baton/extensions/views/settings/page-tools.ts';

hubspot.extend<'settings'>(({ context, actions }) => <Settings context={context} actions={actions} />);

/** The app's settings: connection, sources, weights, roles, audit trail. */
export function Settings({ context, actions }: { context: PageContext; actions: PageActions }) {
  return <SettingsPage context={context} actions={actions} />;
}
