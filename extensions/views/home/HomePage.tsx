import { useState } from 'react';
import { Tab, Tabs } from '@hubspot/ui-extensions';
import type { PageContext } from '../../api/card-context.ts';
import { serverUrlOf } from '../../api/card-context.ts';
import { homeWording } from '../../wording/home.ts';
import { readerOf } from '../../wording/reader.ts';
import { CasesTab } from './cases/CasesTab.tsx';
import { CompaniesTab } from './CompaniesTab.tsx';
import { HandoffsTab } from './handoffs/HandoffsTab.tsx';
import type { HomeTools } from './home-tools.ts';
import { ReviewTab } from './review/ReviewTab.tsx';
import { SourcesTab } from './SourcesTab.tsx';
import { UseTab } from './UseTab.tsx';

const tabs = [
  { id: 'companies', Body: CompaniesTab },
  { id: 'cases', Body: CasesTab },
  { id: 'handoffs', Body: HandoffsTab },
  { id: 'review', Body: ReviewTab },
  { id: 'sources', Body: SourcesTab },
  { id: 'use', Body: UseTab },
] as const;

/** The address of a tab below the page's own: '' or one that is not known is the first tab. */
interface Address {
  tab: string;
  /** Moves the address to a tab's. */
  go: (tab: string) => void;
}

/** The app's home: which customers need attention, and what waits for a person. */
export function HomePage({ context, address }: { context: PageContext; address?: Address }) {
  const reader = readerOf(context);
  const asked = tabs.find(({ id }) => id === address?.tab)?.id ?? tabs[0].id;
  const [shown, setShown] = useState<{ asked: string; open: string }>({ asked, open: asked });
  // Another address: the reader followed a link, went back, or the page did what it was told by `go`.
  if (shown.asked !== asked) setShown({ asked, open: asked });
  const tools: HomeTools = { reader, words: homeWording[reader.lang], serverUrl: serverUrlOf(context) };

  function show(id: string) {
    setShown({ asked, open: id });
    address?.go(id);
  }
  return (
    <Tabs selected={shown.open} onSelectedChange={(id: string | number) => show(String(id))}>
      {tabs.map(({ id, Body }) => (
        <Tab key={id} tabId={id} title={tools.words.tabs[id]}>
          {shown.open === id && <Body tools={tools} />}
        </Tab>
      ))}
    </Tabs>
  );
}
