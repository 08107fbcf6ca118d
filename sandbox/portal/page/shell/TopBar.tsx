import { Icon } from '../components/icon.tsx';
import { formatDate } from '../format.ts';
import { usePortal } from './portal-context.ts';
import type { PageLanguage } from './words.ts';

export function TopBar({ drawerOpen, onDrawer }: { drawerOpen: boolean; onDrawer: () => void }) {
  const portal = usePortal();
  const { words, session, user, region } = portal;
  return (
    <header className="p-top">
      <a className="p-brand" href="/portal">
        <Icon name="flask" size="md" />
        <span>{words.product}</span>
      </a>
      <span className="p-account" title={`${session.account.name} · ${session.account.portalId}`}>
        {session.account.name}
      </span>
      <div className="p-top-right">
        <span className="p-clock" title={`${words.clock} (${session.account.timeZone})`}>
          <Icon name="clock" size="xs" screenReaderText={words.clock} />
          {formatDate(session.now, region, true)}
        </span>
        <label className="p-switch">
          <Icon name="globe" size="xs" />
          <span className="x-hidden">{words.language}</span>
          <select value={portal.language} onChange={(event) => portal.setLanguage(event.target.value as PageLanguage)}>
            <option value="pt-BR">Português</option>
            <option value="en">English</option>
          </select>
        </label>
        <label className="p-switch">
          <Icon name="contact" size="xs" />
          <span className="x-hidden">{words.user}</span>
          <select value={user.id} onChange={(event) => portal.setUser(Number(event.target.value))}>
            {session.users.map((one) => (
              <option key={one.id} value={one.id}>
                {one.firstName} {one.lastName} · {words.roles[one.role]}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className="p-try" aria-expanded={drawerOpen} onClick={onDrawer}>
          {words.tryIt}
        </button>
      </div>
    </header>
  );
}
