import { Alert } from '../components/feedback.tsx';
import { CardFrame } from './CardFrame.tsx';
import { usePortal } from './portal-context.ts';

/** The app's settings, as HubSpot shows them under Connected apps. */
export function SettingsPage() {
  const { words, session, openings } = usePortal();
  const page = session.cards.find((card) => card.location === 'settings');
  return (
    <div className="p-settings">
      <h1>{words.settings}</h1>
      {!session.installed && <Alert variant="info" title={words.noApp} />}
      {page && (
        <section className="p-sheet p-settings-sheet" aria-label={words.settings}>
          <h2 className="p-card-title">{session.app.name}</h2>
          <CardFrame key={openings} card={page} record={null} refreshRecord={() => undefined} />
        </section>
      )}
    </div>
  );
}
