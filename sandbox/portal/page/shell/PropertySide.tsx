import type { ObjectType, RecordAnswer } from '../api.ts';
import { Icon } from '../components/icon.tsx';
import { Accordion } from '../components/tabs.tsx';
import { recordName } from './columns.tsx';
import { HealthCell, NpsCell } from './health.tsx';
import { propertyLabel, propertyText } from './labels.ts';
import { usePortal } from './portal-context.ts';

const MAIN: Record<ObjectType, string[]> = {
  companies: ['domain', 'phone', 'cnpj', 'industry', 'city', 'state', 'numberofemployees', 'annualrevenue', 'lifecyclestage', 'hubspot_owner_id', 'notes_last_contacted', 'createdate'],
  contacts: ['email', 'phone', 'jobtitle', 'hs_buying_role', 'company', 'lifecyclestage', 'hubspot_owner_id', 'notes_last_contacted', 'createdate'],
  deals: ['amount', 'closedate', 'dealstage', 'pipeline', 'dealtype', 'hubspot_owner_id', 'notes_last_updated', 'createdate'],
  tickets: ['content', 'hs_pipeline_stage', 'hs_ticket_priority', 'hs_ticket_category', 'source_type', 'hubspot_owner_id', 'createdate', 'closed_date'],
};
const APP_GROUP = 'baton';

function subtitle(type: ObjectType, record: RecordAnswer): string {
  const { properties: p } = record;
  const texts = { companies: p.domain, contacts: p.jobtitle, deals: null, tickets: null };
  return texts[type] ?? '';
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  return ((words[0]?.[0] ?? '#') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase();
}

/** The left column: who this is, what is known of it, and what the app wrote. */
export function PropertySide({ type, record }: { type: ObjectType; record: RecordAnswer }) {
  const { words } = usePortal();
  const name = recordName(type, record);
  const appGroup = record.schema.groups.find((group) => group.name === APP_GROUP);
  const appProperties = record.schema.properties.filter((property) => property.groupName === APP_GROUP).map((property) => property.name);
  return (
    <>
      <section className="p-sheet p-identity">
        <span className={type === 'contacts' ? 'p-avatar p-avatar-round' : 'p-avatar'} aria-hidden="true">
          {type === 'deals' || type === 'tickets' ? <Icon name={type} size="md" /> : initials(name)}
        </span>
        <div className="p-identity-text">
          <h1>{name}</h1>
          {subtitle(type, record) && <div className="p-quiet">{subtitle(type, record)}</div>}
          {type === 'companies' && (
            <div className="p-identity-health">
              <HealthCell properties={record.properties} />
            </div>
          )}
        </div>
      </section>
      <section className="p-sheet p-side-section">
        <Accordion title={words.about[type]} defaultOpen>
          <PropertyList record={record} names={MAIN[type]} />
        </Accordion>
      </section>
      {appGroup && appProperties.length > 0 && (
        <section className="p-sheet p-side-section">
          <Accordion title={appGroup.label} defaultOpen>
            <PropertyList record={record} names={appProperties} />
          </Accordion>
        </section>
      )}
    </>
  );
}

function PropertyList({ record, names }: { record: RecordAnswer; names: string[] }) {
  const portal = usePortal();
  const infos = new Map(record.schema.properties.map((property) => [property.name, property]));
  const show = (name: string) => {
    const value = record.properties[name];
    if (infos.get(name)?.referencedObjectType === 'OWNER') return portal.ownerName(value);
    if (name === 'baton_nps' && value) return <NpsCell properties={record.properties} />;
    return propertyText(name, value, infos.get(name), portal.region);
  };
  return (
    <dl className="p-properties">
      {names
        .filter((name) => infos.has(name))
        .map((name) => (
          <div key={name} data-property={name}>
            <dt>{propertyLabel(name, infos.get(name), portal.language)}</dt>
            <dd>{show(name) || <span className="p-quiet">–</span>}</dd>
          </div>
        ))}
    </dl>
  );
}
