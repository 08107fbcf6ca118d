import { useMemo, useState } from 'react';
import { api, type Session } from '../api.ts';
import { Button } from '../components/buttons.tsx';
import { ErrorState, LoadingSpinner } from '../components/feedback.tsx';
import { createOverlays, createReactions, ToolsContext } from '../host/reactions.ts';
import { AppPage } from './AppPage.tsx';
import { Drawer } from './Drawer.tsx';
import { ListPage } from './ListPage.tsx';
import { rememberedLanguage } from './memory.ts';
import { Navigation } from './Navigation.tsx';
import { OutboundPage } from './OutboundPage.tsx';
import { PortalContext } from './portal-context.ts';
import { RecordPage } from './RecordPage.tsx';
import { navigate, useRoute } from './route.ts';
import { Toasts } from './Toasts.tsx';
import { TopBar } from './TopBar.tsx';
import { useLoaded } from './useLoaded.ts';
import { usePortalState } from './usePortalState.ts';
import { WORDS } from './words.ts';

export function App() {
  const [session, reload] = useLoaded('session', api.session);
  const words = WORDS[rememberedLanguage() ?? 'pt-BR'];
  if (session.phase === 'loading')
    return (
      <div className="p-start">
        <LoadingSpinner label={words.loading} showLabel layout="centered" size="md" />
      </div>
    );
  if (session.phase === 'failed')
    return (
      <div className="p-start">
        <ErrorState title={words.pageFailed}>
          <p>{session.message}</p>
          <Button variant="primary" onClick={reload}>
            {words.retry}
          </Button>
        </ErrorState>
      </div>
    );
  return <Shell session={session.value} />;
}

function Shell({ session }: { session: Session }) {
  const { portal, toasts, dropToast } = usePortalState(session);
  const [drawerOpen, setDrawerOpen] = useState(false);
  const route = useRoute();
  const tools = useMemo(() => {
    const overlays = createOverlays();
    return { overlays, reactions: createReactions(overlays), ...portal.region, navigate, record: null };
  }, [portal.region]);

  return (
    <PortalContext.Provider value={portal}>
      <ToolsContext.Provider value={tools}>
        <div className={drawerOpen ? 'p-page p-page-drawer' : 'p-page'}>
          <TopBar drawerOpen={drawerOpen} onDrawer={() => setDrawerOpen(!drawerOpen)} />
          <Navigation route={route} />
          <main className="p-main">
            {route.page === 'outbound' ? (
              <OutboundPage query={route.query} />
            ) : route.page !== 'objects' ? (
              <AppPage key={route.page} page={route.page} at={{ path: route.inner, params: Object.fromEntries(route.query) }} />
            ) : route.id === null ? (
              <ListPage key={route.type} type={route.type} query={route.query} />
            ) : (
              <RecordPage key={`${route.type}/${route.id}`} type={route.type} id={route.id} query={route.query} />
            )}
          </main>
          {drawerOpen && <Drawer route={route} onClose={() => setDrawerOpen(false)} />}
        </div>
        <Toasts toasts={toasts} drop={dropToast} />
      </ToolsContext.Provider>
    </PortalContext.Provider>
  );
}
