import { FilterSelect } from '../FilterSelect.tsx';
import type { PartProps } from './part.ts';

/** Everybody's handoffs, or the reader's own. */
export function Whose({ asked, ask, tools: { words: { handoffs: words }, reader } }: PartProps) {
  return <FilterSelect label={words.whose} name="whose" all={words.everybodys} value={asked.mine} choices={[{ value: 'mine' }]} nameOf={() => words.mine} reader={reader} onFilter={(mine) => ask({ mine: mine === 'mine' ? 'mine' : '' })} />;
}
