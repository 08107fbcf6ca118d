import { Alert } from '../components/feedback.tsx';
import type { PageLocation } from '../protocol.ts';
import { CardFrame } from './CardFrame.tsx';
import { usePortal } from './portal-context.ts';

/** What HubSpot calls the places of an app's pages. */
const LOCATIONS = { home: 'pages', settings: 'settings' } as const;

/** A page of the app itself: its home, as under HubSpot's marketplace menu, or its settings, as under Connected apps. */
export function AppPage({ page, at }: { page: keyof typeof LOCATIONS; at: PageLocation }) {
  const { words, session, openings } = usePortal();
  const card = session.cards.find((one) => one.location === LOCATIONS[page]);
  return (
    <div className="p-settings">
      <h1>{words[page]}</h1>
      {!session.installed && <Alert variant="info" title={words.noApp} />}
      {card && (
        <section className="p-sheet p-settings-sheet" aria-label={words[page]}>
          <h2 className="p-card-title">{session.app.name}</h2>
          <CardFrame key={openings} card={card} record={null} at={at} refreshRecord={() => undefined} />
        </section>
      )}
    </div>
  );
}
