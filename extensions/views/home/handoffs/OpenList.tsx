import { useState } from 'react';
import { AutoGrid, Button, EmptyState, Flex, Select, Text } from '@hubspot/ui-extensions';
import { AsOf } from '../../../components/AsOf.tsx';
import type { HomeHandoffs } from '../../../contracts/home-handoffs.ts';
import { useQuestion } from '../../../hooks/useQuestion.ts';
import { TabFrame } from '../../../components/TabFrame.tsx';
import type { HomeTools } from '../home-tools.ts';
import { PageButtons } from '../PageButtons.tsx';
import { HandoffTable } from './HandoffTable.tsx';
import type { PartProps } from './part.ts';
import { Squads } from './Squads.tsx';

const everything = 'all';
const unfiltered = { leg: '', state: '', after: '' };

type Asked = typeof unfiltered;

/** What is under way: companies by leg, then each handoff, the most overdue first. */
export function OpenList({ mine, whose, tools }: PartProps) {
  const [asked, setAsked] = useState<Asked>(unfiltered);
  const { state, reload } = useQuestion('GET /api/1/home/handoffs', { lang: tools.reader.lang, mine, ...asked }, tools.serverUrl);
  // Another filter begins at the first page.
  const ask = (changes: Partial<Asked>) => setAsked({ ...asked, after: '', ...changes });
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {(view) => (
        <Flex direction="column" gap="md">
          {view.squads.length > 0 && <Squads squads={view.squads} tools={tools} />}
          <AutoGrid columnWidth={220} flexible gap="md">
            {whose}
            <Filters view={view} asked={asked} ask={ask} tools={tools} />
          </AutoGrid>
          {view.handoffs.length === 0 ? <Nothing filtered={mine !== '' || asked.leg !== '' || asked.state !== ''} clear={() => ask(unfiltered)} tools={tools} /> : <Listed view={view} tools={tools} />}
          <AsOf at={view.asOf} reader={tools.reader} />
          <PageButtons pages={{ after: asked.after, next: view.next, goTo: (after) => ask({ after }) }} reload={reload} tools={tools} />
        </Flex>
      )}
    </TabFrame>
  );
}

function Listed({ view, tools }: { view: HomeHandoffs; tools: HomeTools }) {
  const words = tools.words.handoffs;
  return (
    <>
      <Text>
        {words.open(tools.reader.format.number(view.open), view.open === 1)}. {words.intro}
      </Text>
      <HandoffTable handoffs={view.handoffs} tools={tools} />
    </>
  );
}

function Filters({ view, asked, ask, tools }: { view: HomeHandoffs; asked: Asked; ask: (changes: Partial<Asked>) => void; tools: HomeTools }) {
  const words = tools.words.handoffs;
  const counted = (label: string, n: number) => `${label} (${tools.reader.format.number(n)})`;
  const chosen = (value: unknown) => (value === everything ? '' : String(value));
  return (
    <>
      <Select
        label={words.leg}
        name="leg"
        value={asked.leg || everything}
        options={[{ value: everything, label: words.anyLeg }, ...view.legs.map(({ id, label, n }) => ({ value: id, label: counted(label, n) }))]}
        onChange={(value) => ask({ leg: chosen(value) })}
      />
      <Select
        label={words.state}
        name="state"
        value={asked.state || everything}
        options={[{ value: everything, label: words.anyState }, ...view.states.map(({ state, n }) => ({ value: state, label: counted(words.states[state], n) }))]}
        onChange={(value) => ask({ state: chosen(value) })}
      />
    </>
  );
}

function Nothing({ filtered, clear, tools }: { filtered: boolean; clear: () => void; tools: HomeTools }) {
  const words = tools.words.handoffs;
  return (
    <EmptyState title={filtered ? words.noneFoundTitle : words.noneTitle} layout="vertical" imageName="deals">
      <Flex direction="column" gap="sm" align="center">
        <Text>{filtered ? words.noneFound : words.none}</Text>
        {filtered && (
          <Button variant="secondary" onClick={clear}>
            {tools.words.clear}
          </Button>
        )}
      </Flex>
    </EmptyState>
  );
}
