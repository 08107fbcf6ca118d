import { useState } from 'react';
import type { ObjectType, RecordAnswer } from '../api.ts';
import { Icon } from '../components/icon.tsx';
import { formatDate, formatMoney } from '../format.ts';
import { activitiesOf } from './activities.ts';
import { HealthCell, NpsCell } from './health.tsx';
import { propertyLabel, propertyText } from './labels.ts';
import { PortalLink } from './Navigation.tsx';
import { usePortal } from './portal-context.ts';

const FIRST_SHOWN = 12;
const HIGHLIGHTS: Record<ObjectType, string[]> = {
  companies: ['lifecyclestage', 'baton_health_score', 'baton_nps', 'notes_last_contacted'],
  contacts: ['lifecyclestage', 'jobtitle', 'notes_last_contacted'],
  deals: ['amount', 'dealstage', 'closedate'],
  tickets: ['hs_pipeline_stage', 'hs_ticket_priority', 'createdate'],
};

/** The first tab: key figures and what happened lately. */
export function Overview({ type, record }: { type: ObjectType; record: RecordAnswer }) {
  return (
    <>
      <Highlights type={type} record={record} />
      <Activities type={type} record={record} />
    </>
  );
}

function Highlights({ type, record }: { type: ObjectType; record: RecordAnswer }) {
  const { words, region, language } = usePortal();
  const infos = new Map(record.schema.properties.map((property) => [property.name, property]));
  const shortLabels: Record<string, string> = { baton_health_score: words.columns.health, baton_nps: words.columns.nps, lifecyclestage: words.columns.stage };
  const show = (name: string) => {
    const value = record.properties[name];
    if (name === 'baton_health_score') return <HealthCell properties={record.properties} />;
    if (name === 'baton_nps') return <NpsCell properties={record.properties} />;
    if (name === 'amount' && value) return formatMoney(Number(value), region);
    const info = infos.get(name);
    if (info?.type === 'datetime' && value) return formatDate(value, region);
    return propertyText(name, value, info, region) || '–';
  };
  return (
    <section className="p-sheet">
      <h2 className="p-card-title">{words.highlights}</h2>
      <dl className="p-highlights">
        {HIGHLIGHTS[type]
          .filter((name) => infos.has(name))
          .map((name) => (
            <div key={name}>
              <dt>{shortLabels[name] ?? propertyLabel(name, infos.get(name), language)}</dt>
              <dd>{show(name)}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function Activities({ type, record }: { type: ObjectType; record: RecordAnswer }) {
  const portal = usePortal();
  const { words, region } = portal;
  const [all, setAll] = useState(false);
  const activities = activitiesOf(type, record, portal);
  const shown = all ? activities : activities.slice(0, FIRST_SHOWN);
  return (
    <section className="p-sheet">
      <h2 className="p-card-title">{words.activities}</h2>
      {activities.length === 0 && <p className="p-quiet">{words.noActivities}</p>}
      <ol className="p-activities">
        {shown.map((activity) => (
          <li key={activity.key}>
            <span className="p-activity-icon">
              <Icon name={activity.icon} size="sm" />
            </span>
            <div className="p-activity-text">
              <div className="p-activity-head">
                <b>{activity.title}</b>
                <time dateTime={activity.at}>{formatDate(activity.at, region)}</time>
              </div>
              {activity.link ? (
                <PortalLink to={activity.link} className="x-link">
                  {activity.subject}
                </PortalLink>
              ) : (
                activity.subject
              )}
              {activity.text && <span className="p-quiet"> {activity.link ? `· ${activity.text}` : ''}</span>}
              {activity.text && !activity.link && <blockquote>{activity.text}</blockquote>}
            </div>
          </li>
        ))}
      </ol>
      {!all && activities.length > FIRST_SHOWN && (
        <button type="button" className="p-more" onClick={() => setAll(true)}>
          {words.showMore} ({activities.length - FIRST_SHOWN})
        </button>
      )}
    </section>
  );
}
