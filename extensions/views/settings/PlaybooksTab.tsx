import { useState } from 'react';
import { Flex, Tab, Tabs } from '@hubspot/ui-extensions';
import type { PlaybookRow } from '../../contracts/playbooks.ts';
import { useQuestion } from '../../hooks/useQuestion.ts';
import { CalendarForm } from './CalendarForm.tsx';
import { DryRunForm } from './DryRunForm.tsx';
import type { PageTools } from './page-tools.ts';
import { PlaybookEditor } from './PlaybookEditor.tsx';
import { PlaybookList } from './PlaybookList.tsx';
import { TabFrame } from '../../components/TabFrame.tsx';

/** How sales become customers of CS: playbooks, the calendar their deadlines count by, and a dry run on a past deal. */
export function PlaybooksTab({ tools }: { tools: PageTools }) {
  const words = tools.words.playbooks;
  const [shown, setShown] = useState('list');
  return (
    <Tabs selected={shown} variant="enclosed" onSelectedChange={(id: string | number) => setShown(String(id))}>
      <Tab tabId="list" title={words.views.list}>
        {shown === 'list' && <Playbooks tools={tools} />}
      </Tab>
      <Tab tabId="calendar" title={words.views.calendar}>
        {shown === 'calendar' && <Calendar tools={tools} />}
      </Tab>
      <Tab tabId="dry-run" title={words.views['dry-run']}>
        {shown === 'dry-run' && <DryRun tools={tools} />}
      </Tab>
    </Tabs>
  );
}

function Playbooks({ tools }: { tools: PageTools }) {
  const [open, setOpen] = useState<string | null>(null);
  // What became of those that were changed here: it is shown also where the list cannot be read again.
  const [changed, setChanged] = useState<Partial<Record<string, PlaybookRow>>>({});
  const { state, reload } = useQuestion('GET /api/1/settings/playbooks', { lang: tools.reader.lang }, tools.serverUrl);
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {(view) => {
        const playbooks = view.playbooks.map((one) => newer(one, changed[one.id]));
        const row = playbooks.find((one) => one.id === open);
        const part = { view: { ...view, playbooks }, tools, reload, onOpen: setOpen, onChanged: (one: PlaybookRow) => setChanged((before) => ({ ...before, [one.id]: one })) };
        return <Flex direction="column">{row ? <PlaybookEditor key={`${row.id}-${row.revision}`} row={row} {...part} /> : <PlaybookList {...part} />}</Flex>;
      }}
    </TabFrame>
  );
}

function newer(read: PlaybookRow, changed: PlaybookRow | undefined): PlaybookRow {
  return changed && changed.revision > read.revision ? changed : read;
}

function Calendar({ tools }: { tools: PageTools }) {
  const { state, reload } = useQuestion('GET /api/1/settings/calendar', { lang: tools.reader.lang }, tools.serverUrl);
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {(view) => <CalendarForm view={view} tools={tools} reload={reload} />}
    </TabFrame>
  );
}

function DryRun({ tools }: { tools: PageTools }) {
  const { state, reload } = useQuestion('GET /api/1/settings/playbooks', { lang: tools.reader.lang }, tools.serverUrl);
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {(view) => <DryRunForm view={view} tools={tools} />}
    </TabFrame>
  );
}
