import { useState } from 'react';
import { Divider, Flex, Heading, LoadingButton, MultiSelect, Select, Text } from '@hubspot/ui-extensions';
import type { HandoffChoices, ImportDays } from '../../contracts/handoff-settings.ts';
import { useChange, useQuestion } from '../../hooks/useQuestion.ts';
import { Confirm } from '../../components/Confirm.tsx';
import type { PageTools } from './page-tools.ts';
import { StartStages } from './StartStages.tsx';
import { Fault, TabFrame } from '../../components/TabFrame.tsx';

interface PartProps {
  view: HandoffChoices;
  tools: PageTools;
  reload: () => void;
}

/** What the account chose for its handoffs: where they begin, who gets customers in turn, and what becomes of deals that were won before Baton. */
export function HandoffChoicesTab({ tools }: { tools: PageTools }) {
  const { state, reload } = useQuestion('GET /api/1/settings/handoff', { lang: tools.reader.lang }, tools.serverUrl);
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {(view) => (
        <Flex direction="column" gap="md">
          <StartStages view={view} tools={tools} reload={reload} />
          <Divider />
          <Team view={view} tools={tools} reload={reload} />
          <Divider />
          <Earlier view={view} tools={tools} reload={reload} />
          {view.role !== 'admin' && <Text variant="microcopy">{tools.words.page.readOnly}</Text>}
        </Flex>
      )}
    </TabFrame>
  );
}

function Team({ view, tools, reload }: PartProps) {
  const words = tools.words.handoff;
  const [team, setTeam] = useState<string[]>(view.team);
  const { busy, fault, make } = useChange('POST /api/1/settings/handoff/team', tools.serverUrl);
  const changed = team.join() !== view.team.join();
  const nameOf = (id: string) => view.owners.find((owner) => owner.id === id)?.name ?? id;

  async function save() {
    if (!(await make({ lang: tools.reader.lang }, { team }))) return;
    tools.actions.addAlert({ type: 'success', message: words.saved });
    reload();
  }
  return (
    <Flex direction="column" gap="sm">
      <Heading>{words.teamTitle}</Heading>
      <Text>{words.team}</Text>
      <MultiSelect
        label={words.people}
        name="cs-team"
        readOnly={view.role !== 'admin'}
        value={team}
        options={view.owners.map((owner) => ({ value: owner.id, label: owner.name ?? owner.id }))}
        onChange={(chosen) => setTeam(chosen.map(String))}
      />
      <Text variant="microcopy">{team.length === 0 ? words.noTeam : words.order(team.map(nameOf).join(', '))}</Text>
      {!changed && view.next && <Text variant="microcopy">{words.next(nameOf(view.next))}</Text>}
      {view.role === 'admin' && (
        <LoadingButton variant="primary" loading={busy} disabled={!changed} onClick={() => void save()}>
          {words.save}
        </LoadingButton>
      )}
      <Fault fault={fault} tools={tools} />
    </Flex>
  );
}

function Earlier({ view, tools, reload }: PartProps) {
  const { format, lang } = tools.reader;
  const words = tools.words.handoff;
  const [days, setDays] = useState<ImportDays>(90);
  const { busy, fault, make } = useChange('POST /api/1/settings/handoff/import', tools.serverUrl);
  const deals = view.earlier.find((one) => one.days === days)?.deals ?? 0;
  const any = view.earlier.some((one) => one.deals > 0);

  async function bring() {
    if (!(await make({ lang }, { days }))) return;
    tools.actions.addAlert({ type: 'success', message: words.importing });
    reload();
  }
  return (
    <Flex direction="column" gap="sm">
      <Heading>{words.earlierTitle}</Heading>
      <Text>{words.earlier}</Text>
      {view.imported && <Text variant="microcopy">{words.imported(format.instant(view.imported.at), format.number(view.imported.days))}</Text>}
      {!any && <Text>{words.none}</Text>}
      {any && (
        <Select
          label={words.days}
          name="import-days"
          readOnly={view.role !== 'admin'}
          value={days}
          options={view.earlier.map((one) => ({ value: one.days, label: words.choice(format.number(one.days), format.number(one.deals), one.deals === 1) }))}
          onChange={(value) => setDays(Number(value) as ImportDays)}
        />
      )}
      {any && view.role === 'admin' && (
        <Confirm
          label={words.importNow}
          text={words.importText(format.number(deals), deals === 1)}
          confirm={words.importNow}
          cancel={tools.words.page.cancel}
          busy={busy}
          disabled={deals === 0}
          onConfirm={bring}
        />
      )}
      <Fault fault={fault} tools={tools} />
    </Flex>
  );
}
