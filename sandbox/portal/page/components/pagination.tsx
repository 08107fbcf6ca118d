import { usePortuguese } from '../host/tools.ts';
import { classes } from './class-names.ts';
import { Icon } from './icon.tsx';

interface Props {
  page: number;
  pageCount: number;
  showLabels: boolean;
  showEnds: boolean;
  maxButtons: number;
  onPage: (page: number) => void;
}

/** The page numbers to show: at most `most`, around the current one. */
function visiblePages(page: number, pageCount: number, most: number): number[] {
  const length = Math.min(pageCount, most);
  const first = Math.max(1, Math.min(page - Math.floor(length / 2), pageCount - length + 1));
  return Array.from({ length }, (_, index) => first + index);
}

export function Pagination({ page, pageCount, showLabels, showEnds, maxButtons, onPage }: Props) {
  const words = usePortuguese()
    ? { nav: 'Páginas', first: 'Primeira', previous: 'Anterior', next: 'Próxima', last: 'Última', page: 'Página' }
    : { nav: 'Pages', first: 'First', previous: 'Previous', next: 'Next', last: 'Last', page: 'Page' };
  const step = (icon: string, label: string, to: number, after = false) => (
    <button type="button" className="x-page-step" disabled={to < 1 || to > pageCount || to === page} onClick={() => onPage(to)} aria-label={label}>
      {!after && <Icon name={icon} size="xs" />}
      {showLabels && <span aria-hidden="true">{label}</span>}
      {after && <Icon name={icon} size="xs" />}
    </button>
  );
  return (
    <nav className="x-pages" aria-label={words.nav}>
      {showEnds && step('first', words.first, 1)}
      {step('left', words.previous, page - 1)}
      {visiblePages(page, pageCount, maxButtons).map((number) => (
        <button
          key={number}
          type="button"
          className={classes('x-page', number === page && 'x-page-now')}
          aria-label={`${words.page} ${number}`}
          aria-current={number === page ? 'page' : undefined}
          onClick={() => onPage(number)}
        >
          {number}
        </button>
      ))}
      {step('right', words.next, page + 1, true)}
      {showEnds && step('last', words.last, pageCount, true)}
    </nav>
  );
}
