import type { LinkedRow } from '../api.ts';
import { TableHead, TableHeader } from '../components/table.tsx';
import { formatMoney, formatNumber } from '../format.ts';
import { propertyText } from './labels.ts';
import { usePortal } from './portal-context.ts';

/** What a deal sells: each line with its price, and the sum. */
export function LineItems({ items }: { items: LinkedRow[] }) {
  const { words, region } = usePortal();
  const texts = words.lineItems;
  const money = (value: string | null | undefined) => (value ? formatMoney(Number(value), region, 2) : '–');
  const total = items.reduce((sum, { properties }) => sum + Number(properties.amount ?? 0), 0);
  return (
    <section className="p-sheet" aria-labelledby="line-items-title">
      <h2 className="p-card-title" id="line-items-title">
        {texts.title} <span className="p-count">{items.length}</span>
      </h2>
      {items.length === 0 && <p className="p-quiet">{texts.none}</p>}
      {items.length > 0 && (
        <div className="x-table-scroll">
          <table className="x-table x-table-condensed p-line-items">
            <TableHead>
              <tr>
                <TableHeader>{texts.name}</TableHeader>
                <TableHeader align="right">{texts.quantity}</TableHeader>
                <TableHeader align="right">{texts.price}</TableHeader>
                <TableHeader align="right">{texts.amount}</TableHeader>
              </tr>
            </TableHead>
            <tbody>
              {items.map(({ id, properties: p }) => (
                <tr key={id}>
                  <td>
                    {p.name || `#${id}`}
                    <span className="p-facts">
                      {[p.hs_sku, propertyText('recurringbillingfrequency', p.recurringbillingfrequency, undefined, region) || texts.once].filter(Boolean).join(' · ')}
                    </span>
                  </td>
                  <td className="p-figure">{p.quantity ? formatNumber(Number(p.quantity), region, 2) : '–'}</td>
                  <td className="p-figure">{money(p.price)}</td>
                  <td className="p-figure">{money(p.amount)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" colSpan={3}>
                  {texts.total}
                </th>
                <td className="p-figure">{formatMoney(total, region, 2)}</td>
              </tr>
            </tfoot>
          </table>
        </div>
      )}
    </section>
  );
}
