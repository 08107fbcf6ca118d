import {
  Accordion, BarChart, EmptyState, Flex, Heading, Statistics, StatisticsItem, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text,
} from '@hubspot/ui-extensions';
import { AsOf } from '../../components/AsOf.tsx';
import type { CardName, CardPerson, HomeUse } from '../../contracts/home.ts';
import { useQuestion } from '../../hooks/useQuestion.ts';
import { TabFrame } from '../../components/TabFrame.tsx';
import type { HomeTools } from './home-tools.ts';
import { PageButtons } from './PageButtons.tsx';

const cards: readonly CardName[] = ['health', 'nps', 'summary', 'handoff', 'onboarding', 'contact-cases'];

/** Who uses the cards, and how often; for managers and admins. */
export function UseTab({ tools }: { tools: HomeTools }) {
  const { state, reload } = useQuestion('GET /api/1/home/use', { lang: tools.reader.lang }, tools.serverUrl);
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {(view) => (
        <Flex direction="column" gap="md">
          <Text>{tools.words.use.intro}</Text>
          {view.countedFrom === null ? (
            <EmptyState title={tools.words.use.emptyTitle} layout="vertical" imageName="emptyStateCharts">
              <Text>{tools.words.use.empty}</Text>
            </EmptyState>
          ) : (
            <Figures view={view} tools={tools} />
          )}
          {view.people.length > 0 && <People view={view} tools={tools} />}
          <AsOf at={view.asOf} reader={tools.reader}>
            {view.countedFrom === null ? '' : tools.words.use.counted(tools.reader.format.day(view.countedFrom))}
          </AsOf>
          <PageButtons reload={reload} tools={tools} />
        </Flex>
      )}
    </TabFrame>
  );
}

interface Props {
  view: HomeUse;
  tools: HomeTools;
}

function Figures({ view, tools }: Props) {
  const words = tools.words.use;
  const { format } = tools.reader;
  const days = format.number(view.days);
  const opens = view.cards.reduce((sum, card) => sum + card.opens, 0);
  return (
    <>
      <Statistics>
        <StatisticsItem label={words.people} number={words.active(format.number(view.active), format.number(view.known))}>
          <Text variant="microcopy">{words.activeText(days)}</Text>
        </StatisticsItem>
        <StatisticsItem label={words.opens} number={format.number(opens)}>
          <Text variant="microcopy">{words.opensText(days)}</Text>
        </StatisticsItem>
      </Statistics>
      <Weeks view={view} tools={tools} />
      <Flex direction="column" gap="xs">
        <Heading>{words.cardsTitle(days)}</Heading>
        <Table density="condensed">
          <TableHead>
            <TableRow>
              <TableHeader width="max">{words.card}</TableHeader>
              <TableHeader align="right">{words.opens}</TableHeader>
              <TableHeader align="right">{words.people}</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {cards.map((card) => (
              <TableRow key={card}>
                <TableCell width="max">{words.cards[card]}</TableCell>
                <TableCell align="right">{format.number(view.cards.find((one) => one.card === card)?.opens ?? 0)}</TableCell>
                <TableCell align="right">{format.number(view.cards.find((one) => one.card === card)?.people ?? 0)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Flex>
    </>
  );
}

function Weeks({ view, tools }: Props) {
  const words = tools.words.use;
  const { format } = tools.reader;
  return (
    <Flex direction="column" gap="xs">
      <Heading>{words.weeksTitle}</Heading>
      <BarChart
        data={view.weeks.map(({ week, opens }) => ({ week: words.weekName(week), opens }))}
        axes={{ x: { field: 'week', fieldType: 'category', label: words.week }, y: { field: 'opens', fieldType: 'linear', label: words.opens } }}
        options={{ showTooltips: true }}
      />
      <Text variant="microcopy">{words.unfinished}</Text>
      <Accordion title={words.weeksTable} size="xs">
        <Table density="compact" flush>
          <TableHead>
            <TableRow>
              <TableHeader>{words.week}</TableHeader>
              <TableHeader align="right">{words.opens}</TableHeader>
              <TableHeader align="right">{words.weekPeople}</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {[...view.weeks].reverse().map(({ week, opens, people }) => (
              <TableRow key={week}>
                <TableCell>{format.day(week)}</TableCell>
                <TableCell align="right">{format.number(opens)}</TableCell>
                <TableCell align="right">{format.number(people)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Accordion>
    </Flex>
  );
}

function People({ view, tools }: Props) {
  const words = tools.words.use;
  const { format } = tools.reader;
  return (
    <Flex direction="column" gap="xs">
      <Heading>{words.peopleTitle(format.number(view.days))}</Heading>
      <Table density="condensed">
        <TableHead>
          <TableRow>
            <TableHeader width="max">{words.person}</TableHeader>
            <TableHeader align="right">{words.opens}</TableHeader>
            <TableHeader>{words.which}</TableHeader>
            <TableHeader align="right">{words.companies}</TableHeader>
            <TableHeader>{words.lastSeen}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {view.people.map((person) => (
            <Row key={person.userId} person={person} tools={tools} />
          ))}
        </TableBody>
      </Table>
      {view.people.length < view.known && <Text variant="microcopy">{words.more(format.number(view.people.length), format.number(view.known))}</Text>}
    </Flex>
  );
}

function Row({ person, tools }: { person: CardPerson; tools: HomeTools }) {
  const words = tools.words.use;
  const { format } = tools.reader;
  const opened = cards.filter((card) => person.opens[card] > 0);
  return (
    <TableRow>
      <TableCell width="max">
        <Text format={{ fontWeight: 'demibold' }}>{person.name ?? person.email ?? words.user(person.userId)}</Text>
        {person.name !== null && person.email !== null && <Text variant="microcopy">{person.email}</Text>}
      </TableCell>
      <TableCell align="right">{format.number(opened.reduce((sum, card) => sum + person.opens[card], 0))}</TableCell>
      <TableCell>
        <Text variant="microcopy">{opened.map((card) => words.opened(words.cards[card], format.number(person.opens[card]))).join(', ')}</Text>
      </TableCell>
      <TableCell align="right">{format.number(person.companies)}</TableCell>
      <TableCell>{person.lastAt === null ? words.never : format.instant(person.lastAt)}</TableCell>
    </TableRow>
  );
}
