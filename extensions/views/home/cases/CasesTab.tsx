import { useState } from 'react';
import { Tab, Tabs } from '@hubspot/ui-extensions';
import { casesWording } from '../../../wording/cases.ts';
import { homeCasesWording } from '../../../wording/home-cases.ts';
import type { HomeTools } from '../home-tools.ts';
import { CaseFigures } from './CaseFigures.tsx';
import { Inbox } from './Inbox.tsx';

const parts = { inbox: Inbox, figures: CaseFigures } as const;

/** The inbox: what customers said that somebody has to answer, and how well that goes. */
export function CasesTab({ tools }: { tools: HomeTools }) {
  const { lang } = tools.reader;
  const words = homeCasesWording[lang];
  const [open, setOpen] = useState('inbox');
  return (
    <Tabs selected={open} onSelectedChange={(id: string | number) => setOpen(String(id))} variant="enclosed">
      {(['inbox', 'figures'] as const).map((id) => {
        const Part = parts[id];
        return (
          <Tab key={id} tabId={id} title={words.tabs[id]}>
            {open === id && <Part tools={tools} panel={{ ...tools, words: casesWording[lang] }} words={words} />}
          </Tab>
        );
      })}
    </Tabs>
  );
}
