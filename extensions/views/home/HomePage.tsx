import { useState } from 'react';
import { Tab, Tabs } from '@hubspot/ui-extensions';
import type { PageContext } from '../../api/card-context.ts';
import { serverUrlOf } from '../../api/card-context.ts';
import { homeWording } from '../../wording/home.ts';
import { readerOf } from '../../wording/reader.ts';
import { CompaniesTab } from './CompaniesTab.tsx';
import type { HomeTools } from './home-tools.ts';
import { ReviewTab } from './ReviewTab.tsx';
import { SourcesTab } from './SourcesTab.tsx';

const tabs = [
  { id: 'companies', Body: CompaniesTab },
  { id: 'review', Body: ReviewTab },
  { id: 'sources', Body: SourcesTab },
] as const;

/** The app's home: which customers need attention, and what waits for a person. */
export function HomePage({ context }: { context: PageContext }) {
  const reader = readerOf(context);
  const [open, setOpen] = useState<string>('companies');
  const tools: HomeTools = { reader, words: homeWording[reader.lang], serverUrl: serverUrlOf(context) };
  return (
    <Tabs selected={open} onSelectedChange={(id: string | number) => setOpen(String(id))}>
      {tabs.map(({ id, Body }) => (
        <Tab key={id} tabId={id} title={tools.words.tabs[id]}>
          {open === id && <Body tools={tools} />}
        </Tab>
      ))}
    </Tabs>
  );
}
