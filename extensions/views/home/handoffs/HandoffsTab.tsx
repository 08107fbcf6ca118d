import { useState } from 'react';
import { Tab, Tabs } from '@hubspot/ui-extensions';
import type { HomeTools } from '../home-tools.ts';
import { Figures } from './Figures.tsx';
import { OpenList } from './OpenList.tsx';
import type { Asked } from './part.ts';

const parts = { open: OpenList, figures: Figures } as const;

/** What is under way between sales and CS, and what became of it. What it is narrowed to stays from part to part. */
export function HandoffsTab({ tools }: { tools: HomeTools }) {
  const words = tools.words.handoffs;
  const [open, setOpen] = useState('open');
  const [asked, setAsked] = useState<Asked>({ mine: '', leg: '', state: '', after: '', days: '90' });
  const ask = (changes: Partial<Asked>) => setAsked((before) => ({ ...before, after: '', ...changes }));
  return (
    <Tabs selected={open} onSelectedChange={(id: string | number) => setOpen(String(id))} variant="enclosed">
      {(['open', 'figures'] as const).map((id) => {
        const Part = parts[id];
        return (
          <Tab key={id} tabId={id} title={words.tabs[id]}>
            {open === id && <Part asked={asked} ask={ask} tools={tools} />}
          </Tab>
        );
      })}
    </Tabs>
  );
}
