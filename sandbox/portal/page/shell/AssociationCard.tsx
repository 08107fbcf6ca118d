import { useState } from 'react';
import type { LinkedRow, ObjectType } from '../api.ts';
import { formatDate, formatMoney } from '../format.ts';
import { recordName } from './columns.tsx';
import { propertyText } from './labels.ts';
import { PortalLink } from './Navigation.tsx';
import { usePortal, type Portal } from './portal-context.ts';

const FIRST_SHOWN = 4;

/** Quiet facts under a record's name, one line each. */
function recordFacts(type: ObjectType, row: LinkedRow, { region }: Portal): string[] {
  const { properties: p } = row;
  const text = (name: string) => propertyText(name, p[name], undefined, region);
  const facts = {
    companies: [p.domain, text('lifecyclestage')],
    contacts: [joined(p.jobtitle ?? '', text('hs_buying_role')), p.email],
    deals: [joined(p.amount ? formatMoney(Number(p.amount), region) : '', text('dealstage')), p.closedate ? formatDate(p.closedate, region) : ''],
    tickets: [joined(text('hs_pipeline_stage'), text('hs_ticket_priority')), p.createdate ? formatDate(p.createdate, region) : ''],
  };
  return facts[type].flatMap((fact) => fact || []);
}

function joined(...facts: string[]): string {
  return facts.filter(Boolean).join(' · ');
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
            {recordFacts(type, row, portal).map((fact) => (
              <span key={fact} className="p-facts" title={fact}>
                {fact}
              </span>
            ))}
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
