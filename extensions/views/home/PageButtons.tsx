import { Button, ButtonRow } from '@hubspot/ui-extensions';
import type { HomeTools } from './home-tools.ts';

/** Where a list stands: the mark of its page ('' for the first), and of the next one. */
interface Pages {
  after: string;
  next: string | null;
  goTo: (mark: string) => void;
}

/** To the first page and to the next one, where there are pages, and anew. */
export function PageButtons({ pages, reload, tools: { words } }: { pages?: Pages; reload: () => void; tools: HomeTools }) {
  return (
    <ButtonRow>
      {pages && pages.after !== '' && (
        <Button variant="secondary" onClick={() => pages.goTo('')}>
          {words.first}
        </Button>
      )}
      {pages && pages.next !== null && (
        <Button variant="secondary" onClick={() => pages.goTo(pages.next ?? '')}>
          {words.next}
        </Button>
      )}
      <Button variant="secondary" onClick={reload}>
        {words.reload}
      </Button>
    </ButtonRow>
  );
}
