import { Accordion } from '../components/tabs.tsx';
import { Icon } from '../components/icon.tsx';
import { ClockControl } from './ClockControl.tsx';
import { CsvControl } from './CsvControl.tsx';
import { DealControl } from './DealControl.tsx';
import { PortalLink } from './Navigation.tsx';
import { usePortal } from './portal-context.ts';
import type { Route } from './route.ts';
import { SurveyControl } from './SurveyControl.tsx';

/** Controls that change the demo account; beside the page, so that the cards can be watched. */
export function Drawer({ route, onClose }: { route: Route; onClose: () => void }) {
  const { words, session } = usePortal();
  return (
    <aside className="p-drawer" aria-label={words.drawer.title} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <div className="p-drawer-head">
        <h2>{words.drawer.title}</h2>
        <button type="button" className="x-icon-button" aria-label={words.close} onClick={onClose}>
          <Icon name="remove" size="sm" />
        </button>
      </div>
      <p className="p-quiet p-drawer-intro">{words.drawer.intro}</p>
      <div className="p-drawer-part">
        <Accordion title={words.drawer.survey} defaultOpen>
          <SurveyControl companyId={route.type === 'companies' ? route.id : null} />
        </Accordion>
      </div>
      <div className="p-drawer-part">
        <Accordion title={words.drawer.dealTitle} defaultOpen={route.type === 'deals'}>
          <DealControl dealId={route.type === 'deals' ? route.id : null} />
        </Accordion>
      </div>
      <div className="p-drawer-part">
        <Accordion title={words.drawer.csv}>
          <CsvControl key={route.id} companyId={route.type === 'companies' ? route.id : null} />
        </Accordion>
      </div>
      <div className="p-drawer-part">
        <Accordion title={words.drawer.clockTitle}>
          <ClockControl />
        </Accordion>
      </div>
      {session.examples.length > 0 && (
        <div className="p-drawer-part">
          <Accordion title={words.drawer.examples} defaultOpen>
            <ul className="p-linked">
              {session.examples.map((example) => (
                <li key={example.companyId}>
                  <PortalLink to={`/portal/companies/${example.companyId}`} className="p-name">
                    {example.name}
                  </PortalLink>
                  <div className="p-quiet">{words.examples[example.example] ?? example.example}</div>
                </li>
              ))}
            </ul>
          </Accordion>
        </div>
      )}
    </aside>
  );
}
