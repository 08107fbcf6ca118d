import type { ObjectType, RecordAnswer } from '../api.ts';
import { formatDate, formatMoney } from '../format.ts';
import { HealthCell, NpsCell } from './health.tsx';
import { propertyLabel, propertyText } from './labels.ts';
import { LineItems } from './LineItems.tsx';
import { usePortal } from './portal-context.ts';
import { StageTracker } from './StageTracker.tsx';
import { Timeline } from './Timeline.tsx';

const HIGHLIGHTS: Record<ObjectType, string[]> = {
  companies: ['lifecyclestage', 'baton_health_score', 'baton_nps', 'notes_last_contacted'],
  contacts: ['lifecyclestage', 'jobtitle', 'notes_last_contacted'],
  deals: ['amount', 'dealstage', 'closedate'],
  tickets: ['hs_pipeline_stage', 'hs_ticket_priority', 'createdate'],
};

/** The first tab: key figures, a deal's stages and lines, and what happened lately. */
export function Overview({ type, record }: { type: ObjectType; record: RecordAnswer }) {
  return (
    <>
      <Highlights type={type} record={record} />
      {type === 'deals' && <StageTracker record={record} />}
      {type === 'deals' && <LineItems items={record.lineItems} />}
      <Timeline type={type} record={record} />
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
