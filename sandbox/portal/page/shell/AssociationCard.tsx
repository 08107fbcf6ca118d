import { useState } from 'react';
import type { LinkedRow, ObjectType } from '../api.ts';
import { formatDate, formatMoney } from '../format.ts';
import { recordName } from './columns.tsx';
import { propertyText } from './labels.ts';
import { PortalLink } from './Navigation.tsx';
import { usePortal, type Portal } from './portal-context.ts';

const FIRST_SHOWN = 4;

/** One or two quiet facts under a record's name. */
export function recordFacts(type: ObjectType, row: LinkedRow, { region }: Portal): string {
  const { properties: p } = row;
  const text = (name: string) => propertyText(name, p[name], undefined, region);
  const facts = {
    companies: [p.domain, text('lifecyclestage')],
    contacts: [p.jobtitle, p.email],
    deals: [p.amount ? formatMoney(Number(p.amount), region) : '', text('dealstage'), p.closedate ? formatDate(p.closedate, region) : ''],
    tickets: [text('hs_pipeline_stage'), text('hs_ticket_priority'), p.createdate ? formatDate(p.createdate, region) : ''],
  };
  return facts[type].filter(Boolean).join(' · ');
}

/** Associated records of one type, in the right column. */
export function AssociationCard({ type, rows }: { type: ObjectType; rows: LinkedRow[] }) {
  const portal = usePortal();
  const { words } = portal;
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, FIRST_SHOWN);
  return (
    <section className="p-sheet p-side-sheet">
      <h2 className="p-card-title">
        {words.types[type]} <span className="p-count">{rows.length}</span>
      </h2>
      {rows.length === 0 && <p className="p-quiet">{words.none}</p>}
      <ul className="p-linked">
        {shown.map((row) => (
          <li key={row.id}>
            <PortalLink to={`/portal/${type}/${row.id}`} className="p-name">
              {recordName(type, row)}
            </PortalLink>
            {row.primary && type === 'companies' && <span className="x-tag x-tag-default">{words.primary}</span>}
            <div className="p-quiet">{recordFacts(type, row, portal)}</div>
          </li>
        ))}
      </ul>
      {!all && rows.length > FIRST_SHOWN && (
        <button type="button" className="p-more" onClick={() => setAll(true)}>
          {words.showMore} ({rows.length - FIRST_SHOWN})
        </button>
      )}
    </section>
  );
}
