import { hubspot, useExtensionContext } from '@hubspot/ui-extensions';
import { createPageRouter, PageRoutes } from '@hubspot/ui-extensions/pages';
import { HomePage } from '@baton/extensions/views/home/HomePage.tsx';

const PageRouter = createPageRouter(
  <PageRoutes>
    <PageRoutes.IndexRoute component={Home} />
    <PageRoutes.AnyRoute component={Home} />
  </PageRoutes>,
);

hubspot.extend<'pages'>(() => <PageRouter />);

/** The app's home: companies by score, the review queue, the sources. */
export function Home() {
  return <HomePage context={useExtensionContext<'pages'>()} />;
}
