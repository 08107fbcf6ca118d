import { useEffect, useState } from 'react';
import { api, type ObjectType } from '../api.ts';
import { Button } from '../components/buttons.tsx';
import { EmptyState, ErrorState, LoadingSpinner } from '../components/feedback.tsx';
import { SearchInput } from '../components/inputs.tsx';
import { Pagination } from '../components/pagination.tsx';
import { TableHead, TableHeader } from '../components/table.tsx';
import { formatNumber } from '../format.ts';
import { COLUMNS, FIRST_SORT } from './columns.tsx';
import { PortalLink } from './Navigation.tsx';
import { usePortal } from './portal-context.ts';
import { changeQuery } from './route.ts';
import { useLoaded } from './useLoaded.ts';

const PAGE_SIZE = 25;
const BANDS = ['healthy', 'watch', 'at-risk'] as const;

/** A list of records: search, filters, sort and page, all kept in the address. */
export function ListPage({ type, query }: { type: ObjectType; query: URLSearchParams }) {
  const portal = usePortal();
  const { words, region, onChange } = portal;
  const text = query.get('q') ?? '';
  const sortBy = query.get('sort') ?? FIRST_SORT[type].sortBy;
  const descending = query.has('sort') ? query.get('desc') === '1' : FIRST_SORT[type].descending;
  const page = Math.max(1, Number(query.get('page') ?? 1));
  const lifecycle = type === 'companies' ? (query.get('lifecycle') ?? '') : '';
  const band = type === 'companies' ? (query.get('band') ?? '') : '';
  const asked = { text, sortBy, descending, offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE, lifecycle, band };
  const [list, reload] = useLoaded(JSON.stringify([type, asked]), () => api.list(type, asked));
  const [draft, setDraft] = useState(text);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onChange((change) => {
      if (change.objectType !== type && change.objectType !== '*') return;
      clearTimeout(timer);
      timer = setTimeout(reload, 400);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [onChange, reload, type]);

  useEffect(() => {
    if (draft === text) return;
    const timer = setTimeout(() => changeQuery({ q: draft, page: '' }), 250);
    return () => clearTimeout(timer);
  }, [draft, text]);

  const total = list.phase === 'ready' ? list.value.total : null;
  return (
    <div className="p-list">
      <div className="p-list-head">
        <h1>{words.types[type]}</h1>
        {total !== null && (
          <span className="p-quiet" role="status">
            {formatNumber(total, region)} {words.records}
          </span>
        )}
      </div>
      <div className="p-list-tools">
        <div className="p-list-search">
          <SearchInput placeholder={words.searchIn[type]} name="q" value={draft} onInput={setDraft} />
        </div>
        {type === 'companies' && <CompanyFilters lifecycle={lifecycle} band={band} />}
      </div>
      {type === 'companies' && !text && !lifecycle && !band && page === 1 && <Examples />}
      {list.phase === 'loading' && <LoadingSpinner label={words.loading} showLabel layout="centered" />}
      {list.phase === 'failed' && (
        <ErrorState title={words.cannotLoad}>
          <p>{list.message}</p>
          <Button onClick={reload}>{words.retry}</Button>
        </ErrorState>
      )}
      {list.phase === 'ready' && list.value.total === 0 && (
        <EmptyState title={words.empty} layout="vertical" imageName="idea">
          {words.emptyHint}
        </EmptyState>
      )}
      {list.phase === 'ready' && list.value.total > 0 && (
        <div className="p-sheet">
          <div className="x-table-scroll">
            <table className="x-table p-table">
              <TableHead>
                <tr>
                  {COLUMNS[type].map((column) => (
                    <TableHeader
                      key={column.key}
                      {...(column.align && { align: column.align })}
                      sortDirection={!column.sortBy ? 'never' : column.sortBy !== sortBy ? 'none' : descending ? 'descending' : 'ascending'}
                      onSortChange={(direction) => changeQuery({ sort: column.sortBy ?? '', desc: direction === 'descending' ? '1' : '', page: '' })}
                    >
                      {words.columns[column.key]}
                    </TableHeader>
                  ))}
                </tr>
              </TableHead>
              <tbody>
                {list.value.rows.map((row) => (
                  <tr key={row.id}>
                    {COLUMNS[type].map((column) => (
                      <td key={column.key} style={{ textAlign: column.align }}>
                        {column.cell(row, portal)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {list.value.total > PAGE_SIZE && (
            <Pagination
              page={page}
              pageCount={Math.ceil(list.value.total / PAGE_SIZE)}
              showLabels
              showEnds={false}
              maxButtons={7}
              onPage={(next) => changeQuery({ page: next === 1 ? '' : String(next) })}
            />
          )}
        </div>
      )}
    </div>
  );
}

/** The companies made to be looked at first, each with what it shows. */
function Examples() {
  const { words, session } = usePortal();
  if (session.examples.length === 0) return null;
  return (
    <nav className="p-examples" aria-label={words.drawer.examples}>
      <span className="p-quiet">{words.startHere}</span>
      {session.examples.map((example) => (
        <PortalLink key={example.companyId} to={`/portal/companies/${example.companyId}?tab=customer-health`} className="p-example">
          <b>{example.name}</b> {words.examples[example.example] ?? example.example}
        </PortalLink>
      ))}
    </nav>
  );
}

function CompanyFilters({ lifecycle, band }: { lifecycle: string; band: string }) {
  const { words } = usePortal();
  return (
    <>
      <label className="p-filter">
        <span>{words.lifecycle}</span>
        <select className="x-input x-select" value={lifecycle} onChange={(event) => changeQuery({ lifecycle: event.target.value, page: '' })}>
          <option value="">{words.all}</option>
          <option value="customer">{words.customers}</option>
        </select>
      </label>
      <label className="p-filter">
        <span>{words.bandFilter}</span>
        <select className="x-input x-select" value={band} onChange={(event) => changeQuery({ band: event.target.value, page: '' })}>
          <option value="">{words.all}</option>
          {BANDS.map((one) => (
            <option key={one} value={one}>
              {words.bands[one]}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
