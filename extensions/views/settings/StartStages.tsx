import { useState } from 'react';
import { Flex, Heading, LoadingButton, MultiSelect, Text } from '@hubspot/ui-extensions';
import type { HandoffChoices, Start } from '../../contracts/handoff-settings.ts';
import { useChange } from '../../hooks/useQuestion.ts';
import { Fault } from '../../components/TabFrame.tsx';
import type { PageTools } from './page-tools.ts';

interface StartStagesProps {
  view: HandoffChoices;
  tools: PageTools;
  reload: () => void;
}

/** In which stages of which pipelines a deal begins its handoff. */
export function StartStages({ view, tools, reload }: StartStagesProps) {
  const words = tools.words.handoff;
  const [starts, setStarts] = useState<readonly Start[]>(view.starts);
  const { busy, fault, make } = useChange('POST /api/1/settings/handoff/starts', tools.serverUrl);
  const places = placesOf(view);
  const isAdmin = view.role === 'admin';

  async function save() {
    if (!(await make({ lang: tools.reader.lang }, { starts: [...starts] }))) return;
    tools.actions.addAlert({ type: 'success', message: words.startsSaved });
    reload();
  }
  return (
    <Flex direction="column" gap="sm">
      <Heading>{words.startsTitle}</Heading>
      <Text>{words.starts}</Text>
      {view.pipelines === null && <Text>{tools.words.page.noPipelines}</Text>}
      <MultiSelect
        label={words.stages}
        name="starts"
        readOnly={!isAdmin}
        value={starts.map((one) => one.stage)}
        options={places.map(({ stage, label }) => ({ value: stage, label }))}
        onChange={(chosen) => setStarts(places.filter((place) => chosen.includes(place.stage)).map(({ pipeline, stage }) => ({ pipeline, stage })))}
      />
      <Text variant="microcopy">
        {view.starts.length === 0 || view.startsAt === null ? words.noStarts : words.startsSince(tools.reader.format.instant(view.startsAt))}
      </Text>
      {isAdmin && (
        <LoadingButton variant="primary" loading={busy} disabled={idsOf(starts) === idsOf(view.starts)} onClick={() => void save()}>
          {words.saveStarts}
        </LoadingButton>
      )}
      <Fault fault={fault} tools={tools} />
    </Flex>
  );
}

/** All stages by pipeline and name; one that was chosen and that HubSpot does not tell of stays, by its id. */
function placesOf({ pipelines, starts }: HandoffChoices): (Start & { label: string })[] {
  const known = (pipelines ?? []).flatMap(({ id, label, stages }) => stages.map((stage) => ({ pipeline: id, stage: stage.id, label: `${label}: ${stage.label}` })));
  return [...known, ...starts.filter((start) => !known.some((place) => place.stage === start.stage)).map((start) => ({ ...start, label: start.stage }))];
}

function idsOf(starts: readonly Start[]): string {
  return starts.map((one) => one.stage).sort().join();
}
