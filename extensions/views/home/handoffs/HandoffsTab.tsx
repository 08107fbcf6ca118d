import { useState } from 'react';
import { Select, Tab, Tabs } from '@hubspot/ui-extensions';
import type { HomeTools } from '../home-tools.ts';
import { Figures } from './Figures.tsx';
import { OpenList } from './OpenList.tsx';
import type { Whose } from './part.ts';

const parts = { open: OpenList, figures: Figures } as const;

/** What is under way between sales and CS, and what became of it. */
export function HandoffsTab({ tools }: { tools: HomeTools }) {
  const words = tools.words.handoffs;
  const [open, setOpen] = useState('open');
  const [mine, setMine] = useState<Whose>('');
  // A select takes no empty value for a choice.
  const whose = (
    <Select
      label={words.whose}
      name="whose"
      value={mine || 'all'}
      options={[{ value: 'all', label: words.everybodys }, { value: 'mine', label: words.mine }]}
      onChange={(value) => setMine(value === 'mine' ? 'mine' : '')}
    />
  );
  return (
    <Tabs selected={open} onSelectedChange={(id: string | number) => setOpen(String(id))} variant="enclosed">
      {(['open', 'figures'] as const).map((id) => {
        const Part = parts[id];
        return (
          <Tab key={id} tabId={id} title={words.tabs[id]}>
            {open === id && <Part key={mine} mine={mine} whose={whose} tools={tools} />}
          </Tab>
        );
      })}
    </Tabs>
  );
}
