import { OBJECT_TYPES, type ObjectType } from '../api.ts';
import { Icon } from '../components/icon.tsx';
import { usePortal } from './portal-context.ts';
import { navigate, type Route } from './route.ts';

const ICONS: Record<ObjectType, string> = { companies: 'companies', contacts: 'contact', deals: 'deals', tickets: 'tickets' };

/** A link of this page: moves without loading, and still opens in a new tab on demand. */
export function PortalLink({ to, className, current, children }: { to: string; className?: string; current?: boolean; children: React.ReactNode }) {
  return (
    <a
      href={to}
      className={className}
      aria-current={current ? 'page' : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        navigate(to);
      }}
    >
      {children}
    </a>
  );
}

export function Navigation({ route }: { route: Route }) {
  const { words, session } = usePortal();
  const locations = new Set(session.cards.map((card) => card.location));
  const coming = [
    { location: 'home', label: words.home, icon: 'home' },
    { location: 'settings', label: words.settings, icon: 'settings' },
  ].filter((entry) => locations.has(entry.location));
  return (
    <nav className="p-nav" aria-label={words.navigation}>
      {OBJECT_TYPES.map((type) => (
        <PortalLink key={type} to={`/portal/${type}`} className={route.type === type ? 'p-nav-link p-nav-on' : 'p-nav-link'} current={route.type === type}>
          <Icon name={ICONS[type]} size="sm" />
          <span>{words.types[type]}</span>
        </PortalLink>
      ))}
      {coming.map((entry) => (
        <span key={entry.location} className="p-nav-link p-nav-coming">
          <Icon name={entry.icon} size="sm" />
          <span>
            {entry.label} ({words.coming})
          </span>
        </span>
      ))}
    </nav>
  );
}
