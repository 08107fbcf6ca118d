import { useState } from 'react';
import { Tab, Tabs } from '@hubspot/ui-extensions';
import type { PageContext } from '../../api/card-context.ts';
import { serverUrlOf } from '../../api/card-context.ts';
import { readerOf } from '../../wording/reader.ts';
import { settingsWordingOf } from '../../wording/settings/index.ts';
import { AuditTab } from './AuditTab.tsx';
import { BulletinTab } from './bulletin/BulletinTab.tsx';
import { CaseSettingsTab } from './cases/CaseSettingsTab.tsx';
import { CausesTab } from './causes/CausesTab.tsx';
import { ChannelsTab } from './ChannelsTab.tsx';
import { ConnectionTab } from './ConnectionTab.tsx';
import { HandoffChoicesTab } from './HandoffChoicesTab.tsx';
import type { PageActions, PageTools } from './page-tools.ts';
import { PlaybooksTab } from './PlaybooksTab.tsx';
import { RolesTab } from './RolesTab.tsx';
import { SourcesTab } from './SourcesTab.tsx';
import { UsageKeysTab } from './UsageKeysTab.tsx';
import { WeightsTab } from './WeightsTab.tsx';

const tabs = [
  { id: 'connection', Body: ConnectionTab },
  { id: 'sources', Body: SourcesTab },
  { id: 'keys', Body: UsageKeysTab },
  { id: 'weights', Body: WeightsTab },
  { id: 'channels', Body: ChannelsTab },
  { id: 'cases', Body: CaseSettingsTab },
  { id: 'causes', Body: CausesTab },
  { id: 'bulletin', Body: BulletinTab },
  { id: 'handoff', Body: HandoffChoicesTab },
  { id: 'playbooks', Body: PlaybooksTab },
  { id: 'roles', Body: RolesTab },
  { id: 'audit', Body: AuditTab },
] as const;

/** The app's settings. What someone may do is decided on the server; a tab that is refused says so. */
export function SettingsPage({ context, actions }: { context: PageContext; actions: PageActions }) {
  const reader = readerOf(context);
  const [open, setOpen] = useState<string>('connection');
  const tools: PageTools = { reader, words: settingsWordingOf(reader.lang), serverUrl: serverUrlOf(context), actions };
  return (
    <Tabs selected={open} onSelectedChange={(id: string | number) => setOpen(String(id))}>
      {tabs.map(({ id, Body }) => (
        <Tab key={id} tabId={id} title={tools.words.page.tabs[id]}>
          {open === id && <Body tools={tools} />}
        </Tab>
      ))}
    </Tabs>
  );
}
