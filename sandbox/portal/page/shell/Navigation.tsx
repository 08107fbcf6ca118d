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

function linkClass(on: boolean): string {
  return on ? 'p-nav-link p-nav-on' : 'p-nav-link';
}

export function Navigation({ route }: { route: Route }) {
  const { words, session } = usePortal();
  const locations = new Set(session.cards.map((card) => card.location));
  return (
    <nav className="p-nav" aria-label={words.navigation}>
      {locations.has('pages') && (
        <PortalLink to="/portal/home" className={linkClass(route.page === 'home')} current={route.page === 'home'}>
          <Icon name="home" size="sm" />
          <span>{words.home}</span>
        </PortalLink>
      )}
      {OBJECT_TYPES.map((type) => (
        <PortalLink key={type} to={`/portal/${type}`} className={linkClass(route.page === 'objects' && route.type === type)} current={route.page === 'objects' && route.type === type}>
          <Icon name={ICONS[type]} size="sm" />
          <span>{words.types[type]}</span>
        </PortalLink>
      ))}
      {locations.has('settings') && (
        <PortalLink to="/portal/settings" className={linkClass(route.page === 'settings')} current={route.page === 'settings'}>
          <Icon name="settings" size="sm" />
          <span>{words.settings}</span>
        </PortalLink>
      )}
      <PortalLink to="/portal/outbound" className={linkClass(route.page === 'outbound')} current={route.page === 'outbound'}>
        <Icon name="email" size="sm" />
        <span>{words.outbound.title}</span>
      </PortalLink>
    </nav>
  );
}
