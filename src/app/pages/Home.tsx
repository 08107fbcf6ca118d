import { hubspot, useExtensionActions, useExtensionContext } from '@hubspot/ui-extensions';
import { createPageRouter, PageRoutes, usePageRoute } from '@hubspot/ui-extensions/pages';
import { HomePage } from '@baton/extensions/views/home/HomePage.tsx';

const PageRouter = createPageRouter(
  <PageRoutes>
    <PageRoutes.IndexRoute component={Home} />
    <PageRoutes.AnyRoute component={Home} />
  </PageRoutes>,
);

hubspot.extend<'pages'>(() => <PageRouter />);

/** The app's home: companies by score, handoffs, the review queue, the sources. Each tab has an address of its own. */
export function Home() {
  const { path } = usePageRoute();
  const { navigateToPage } = useExtensionActions<'pages'>();
  return <HomePage context={useExtensionContext<'pages'>()} address={{ tab: path.split('/')[1] ?? '', go: (tab) => void navigateToPage({ to: `/${tab}` }) }} />;
}
