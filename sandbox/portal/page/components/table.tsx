import { createContext, useContext, useState, type CSSProperties, type ReactNode } from 'react';
import { usePortuguese } from '../host/tools.ts';
import { classes } from './class-names.ts';
import { Icon } from './icon.tsx';
import { Pagination } from './pagination.tsx';

interface Parent {
  children?: ReactNode;
}
interface CellProps extends Parent {
  align?: 'left' | 'center' | 'right';
  width?: 'min' | 'max' | 'auto' | number;
  colSpan?: number;
}
interface TableProps extends Parent {
  bordered?: boolean;
  flush?: boolean;
  density?: string;
  paginated?: boolean;
  page?: number;
  pageCount?: number;
  showButtonLabels?: boolean;
  showFirstLastButtons?: boolean;
  maxVisiblePageButtons?: number;
  onPageChange?: (page: number) => void;
}

const InHead = createContext(false);

export function Table({ bordered = true, flush, density = 'default', paginated, children, ...paging }: TableProps) {
  const [own, setOwn] = useState(1);
  const page = paging.page ?? own;
  return (
    <div className={classes('x-table-box', flush && 'x-table-flush')}>
      <div className="x-table-scroll">
        <table className={classes('x-table', bordered && 'x-table-bordered', `x-table-${density}`)}>{children}</table>
      </div>
      {paginated && (
        <Pagination
          page={page}
          pageCount={paging.pageCount ?? 1}
          showLabels={paging.showButtonLabels !== false}
          showEnds={Boolean(paging.showFirstLastButtons)}
          maxButtons={paging.maxVisiblePageButtons ?? 7}
          onPage={(next) => {
            setOwn(next);
            paging.onPageChange?.(next);
          }}
        />
      )}
    </div>
  );
}

export function TableHead({ children }: Parent) {
  return (
    <InHead.Provider value={true}>
      <thead>{children}</thead>
    </InHead.Provider>
  );
}

export function TableBody({ children }: Parent) {
  return <tbody>{children}</tbody>;
}

export function TableFooter({ children }: Parent) {
  return <tfoot>{children}</tfoot>;
}

export function TableRow({ children }: Parent) {
  return <tr>{children}</tr>;
}

/** `min` is as wide as the content on one line. */
function cellStyle({ align, width }: CellProps): CSSProperties {
  if (width === 'min') return { textAlign: align, width: '1%', whiteSpace: 'nowrap' };
  return { textAlign: align, width: typeof width === 'number' ? width : undefined };
}

interface HeaderProps extends CellProps {
  sortDirection?: 'ascending' | 'descending' | 'none' | 'never';
  onSortChange?: (direction: 'ascending' | 'descending' | 'none') => void;
  disabled?: boolean;
}

export function TableHeader({ align, width, colSpan, sortDirection = 'never', onSortChange, disabled, children }: HeaderProps) {
  const inHead = useContext(InHead);
  const portuguese = usePortuguese();
  const scope = inHead ? 'col' : 'row';
  const style = cellStyle({ ...(align && { align }), ...(width && { width }) });
  if (sortDirection === 'never' || !onSortChange)
    return (
      <th scope={scope} style={style} colSpan={colSpan}>
        {children}
      </th>
    );
  const next = sortDirection === 'ascending' ? 'descending' : 'ascending';
  const icon = sortDirection === 'ascending' ? 'upCarat' : 'downCarat';
  return (
    <th scope={scope} style={style} colSpan={colSpan} aria-sort={sortDirection}>
      <button
        type="button"
        className={classes('x-sort', sortDirection !== 'none' && 'x-sort-on')}
        disabled={disabled}
        title={portuguese ? 'Ordenar' : 'Sort'}
        onClick={() => onSortChange(next)}
      >
        {children}
        <Icon name={icon} size="xs" />
      </button>
    </th>
  );
}

export function TableCell(props: CellProps) {
  return (
    <td style={cellStyle(props)} colSpan={props.colSpan}>
      {props.children}
    </td>
  );
}
