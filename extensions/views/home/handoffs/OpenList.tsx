import { AutoGrid, Button, EmptyState, Flex, Text } from '@hubspot/ui-extensions';
import { AsOf } from '../../../components/AsOf.tsx';
import type { HandoffState } from '../../../contracts/handoff.ts';
import type { HomeHandoffs } from '../../../contracts/home-handoffs.ts';
import { useQuestion } from '../../../hooks/useQuestion.ts';
import { TabFrame } from '../../../components/TabFrame.tsx';
import { FilterSelect } from '../FilterSelect.tsx';
import type { HomeTools } from '../home-tools.ts';
import { PageButtons } from '../PageButtons.tsx';
import { HandoffTable } from './HandoffTable.tsx';
import type { PartProps } from './part.ts';
import { Squads } from './Squads.tsx';
import { Whose } from './Whose.tsx';

/** What is under way: companies by leg, then each handoff, the most overdue first. */
export function OpenList({ asked, ask, tools }: PartProps) {
  const { mine, leg, state: inState, after } = asked;
  const { state, reload } = useQuestion('GET /api/1/home/handoffs', { lang: tools.reader.lang, mine, leg, state: inState, after }, tools.serverUrl);
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {(view) => (
        <Flex direction="column" gap="md">
          {view.squads.length > 0 && <Squads squads={view.squads} tools={tools} />}
          <AutoGrid columnWidth={220} flexible gap="md">
            <Whose asked={asked} ask={ask} tools={tools} />
            <Filters view={view} asked={asked} ask={ask} tools={tools} />
          </AutoGrid>
          {view.handoffs.length === 0 ? (
            <Nothing filtered={mine !== '' || leg !== '' || inState !== ''} clear={() => ask({ mine: '', leg: '', state: '' })} tools={tools} />
          ) : (
            <Listed view={view} tools={tools} />
          )}
          <AsOf at={view.asOf} reader={tools.reader} />
          <PageButtons pages={{ after, next: view.next, goTo: (mark) => ask({ after: mark }) }} reload={reload} tools={tools} />
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

function Filters({ view, asked, ask, tools: { words: { handoffs: words }, reader } }: PartProps & { view: HomeHandoffs }) {
  const legName = (id: string) => view.legs.find((one) => one.id === id)?.label ?? view.squads.find((one) => one.leg === id)?.label ?? id;
  return (
    <>
      <FilterSelect label={words.leg} name="leg" all={words.anyLeg} value={asked.leg} choices={view.legs.map(({ id, n }) => ({ value: id, n }))} nameOf={legName} reader={reader} onFilter={(leg) => ask({ leg })} />
      <FilterSelect
        label={words.state}
        name="state"
        all={words.anyState}
        value={asked.state}
        choices={view.states.map(({ state, n }) => ({ value: state, n }))}
        nameOf={(state) => words.states[state as HandoffState]}
        reader={reader}
        onFilter={(state) => ask({ state })}
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
