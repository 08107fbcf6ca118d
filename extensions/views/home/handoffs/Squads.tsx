import { Flex, Heading, StatusTag, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import type { Squad } from '../../../contracts/home-handoffs.ts';
import type { HomeTools } from '../home-tools.ts';
import { hoursText } from './hours.ts';

/** Companies by the leg that has the baton: where attention is needed comes first. */
export function Squads({ squads, tools }: { squads: readonly Squad[]; tools: HomeTools }) {
  const words = tools.words.handoffs;
  return (
    <Flex direction="column" gap="xs">
      <Heading>{words.squads}</Heading>
      <Text variant="microcopy">{words.squadsText}</Text>
      <Table density="condensed">
        <TableHead>
          <TableRow>
            <TableHeader width="max">{words.squad}</TableHeader>
            <TableHeader align="right">{words.companies}</TableHeader>
            <TableHeader>{words.lateCompanies}</TableHeader>
            <TableHeader align="right">{words.returnedCompanies}</TableHeader>
            <TableHeader>{words.age}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {squads.map((squad) => (
            <Row key={squad.leg} squad={squad} tools={tools} />
          ))}
        </TableBody>
      </Table>
    </Flex>
  );
}

function Row({ squad, tools: { words: { handoffs: words }, reader } }: { squad: Squad; tools: HomeTools }) {
  const { format } = reader;
  const { companies, late, lateToAccept, returned, middleHours, longestHours } = squad;
  const lateText = words.lateOf(format.number(late), format.percent(late / companies));
  return (
    <TableRow>
      <TableCell width="max">
        <Text format={{ fontWeight: 'demibold' }}>{squad.label}</Text>
      </TableCell>
      <TableCell align="right">{format.number(companies)}</TableCell>
      <TableCell>
        {late > 0 ? <StatusTag variant="danger">{lateText}</StatusTag> : <Text>{format.number(0)}</Text>}
        {lateToAccept > 0 && <Text variant="microcopy">{words.waitingNext(format.number(lateToAccept), lateToAccept === 1)}</Text>}
      </TableCell>
      <TableCell align="right">{format.number(returned)}</TableCell>
      <TableCell>
        {middleHours !== null && <Text>{words.middle(hoursText(middleHours, words, reader))}</Text>}
        {longestHours !== null && <Text variant="microcopy">{words.longest(hoursText(longestHours, words, reader))}</Text>}
      </TableCell>
    </TableRow>
  );
}
