import { useState } from 'react';
import { Divider, Flex, Heading, LoadingButton, Text } from '@hubspot/ui-extensions';
import { AsOf } from '../../../components/AsOf.tsx';
import { Fault, TabFrame } from '../../../components/TabFrame.tsx';
import type { CaseSettings, CaseSettingsView } from '../../../contracts/case-settings.ts';
import { useChange, useQuestion } from '../../../hooks/useQuestion.ts';
import { caseSettingsWording } from '../../../wording/settings/cases.ts';
import type { PageTools } from '../page-tools.ts';
import type { SectionProps } from './part.ts';
import { isQuietReady, Ladder, Leaves, Opening, People, Policies, Quiet, Rules, Segment } from './Sections.tsx';
import { areTextsReady, Texts } from './Texts.tsx';

/** Which answers become cases, in what time they are answered, and who is told of what. */
export function CaseSettingsTab({ tools }: { tools: PageTools }) {
  const { state, reload } = useQuestion('GET /api/1/settings/cases', { lang: tools.reader.lang }, tools.serverUrl);
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {(view) => <Settings view={view} tools={tools} />}
    </TabFrame>
  );
}

function Settings({ view, tools }: { view: CaseSettingsView; tools: PageTools }) {
  const words = caseSettingsWording[tools.reader.lang];
  const [settings, setSettings] = useState(view.settings);
  // What the server has, as far as this page knows.
  const [kept, setKept] = useState({ revision: view.revision, settings: view.settings, saved: view.saved });
  const { busy, fault, make } = useChange('POST /api/1/settings/cases', tools.serverUrl);
  const readOnly = view.role !== 'admin';
  const changed = JSON.stringify(settings) !== JSON.stringify(kept.settings);
  const part: SectionProps = { view, settings, kept: kept.settings, set: (some) => setSettings((before) => ({ ...before, ...some })), readOnly, tools, words };

  async function save(sent: CaseSettings) {
    const made = await make({ lang: tools.reader.lang }, { revision: kept.revision, settings: sent });
    if (made === null) return;
    setKept({ revision: made.revision, settings: sent, saved: true });
    tools.actions.addAlert({ type: 'success', message: words.saved });
  }
  const sections = [
    { title: words.policiesTitle, about: words.policies, Body: Policies },
    { title: words.ladderTitle, about: words.ladder, Body: Ladder },
    { title: words.rulesTitle, about: words.rules, Body: Rules },
    { title: words.textsTitle, about: words.texts, Body: Texts },
    { title: words.peopleTitle, about: words.people, Body: People },
    { title: words.leavesTitle, about: words.leaves, Body: Leaves },
    { title: words.segmentTitle, about: null, Body: Segment },
    { title: words.opensTitle, about: null, Body: Opening },
    { title: words.quietTitle, about: words.quiet, Body: Quiet },
  ];
  return (
    <Flex direction="column" gap="md">
      <Text>{words.intro}</Text>
      {!kept.saved && <Text variant="microcopy">{words.started}</Text>}
      {sections.map(({ title, about, Body }) => (
        <Flex key={title} direction="column" gap="xs">
          <Heading>{title}</Heading>
          {about !== null && <Text variant="microcopy">{about}</Text>}
          <Body {...part} />
          <Divider />
        </Flex>
      ))}
      {readOnly ? (
        <Text variant="microcopy">{tools.words.page.readOnly}</Text>
      ) : (
        <Flex direction="row" gap="sm" align="center">
          <LoadingButton variant="primary" loading={busy} disabled={!changed || !isQuietReady(settings) || !areTextsReady(settings, view, words)} onClick={() => void save(settings)}>
            {words.save}
          </LoadingButton>
          {changed && <Text variant="microcopy">{words.unsaved}</Text>}
        </Flex>
      )}
      <Fault fault={fault} tools={tools} />
      <AsOf at={view.asOf} reader={tools.reader} />
    </Flex>
  );
}
