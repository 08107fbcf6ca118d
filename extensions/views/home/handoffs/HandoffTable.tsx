import { Link, StatusTag, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import { HandoffStateTag } from '../../../components/HandoffStateTag.tsx';
import type { HomeHandoff } from '../../../contracts/home-handoffs.ts';
import type { HomeTools } from '../home-tools.ts';
import { hoursText } from './hours.ts';

/** Handoffs under way, each leading to its records. */
export function HandoffTable({ handoffs, tools }: { handoffs: readonly HomeHandoff[]; tools: HomeTools }) {
  const words = tools.words.handoffs;
  return (
    <Table density="condensed">
      <TableHead>
        <TableRow>
          <TableHeader width="max">{words.handoff}</TableHeader>
          <TableHeader>{words.due}</TableHeader>
          <TableHeader>{words.state}</TableHeader>
          <TableHeader>{words.baton}</TableHeader>
          <TableHeader align="right">{words.told}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {handoffs.map((handoff) => (
          <Row key={handoff.id} handoff={handoff} tools={tools} />
        ))}
      </TableBody>
    </Table>
  );
}

function Row({ handoff, tools }: { handoff: HomeHandoff; tools: HomeTools }) {
  const words = tools.words.handoffs;
  const { format, lang } = tools.reader;
  const { company, deal, holder, asked, returns } = handoff;
  return (
    <TableRow>
      <TableCell width="max">
        <Link href={company.recordUrl}>{company.name ?? tools.words.unnamed(company.id)}</Link>
        <Text variant="microcopy">
          <Link href={deal.recordUrl}>{deal.name ?? words.unnamedDeal(deal.id)}</Link>
        </Text>
      </TableCell>
      <TableCell>
        <Due handoff={handoff} tools={tools} />
      </TableCell>
      <TableCell>
        <HandoffStateTag state={handoff.state} lang={lang} />
        {returns > 0 && <Text variant="microcopy">{words.returned(format.number(returns), returns === 1)}</Text>}
      </TableCell>
      <TableCell>
        <Text>{words.holder(holder.label, holder.owner ?? words.nobody)}</Text>
        {asked && <Text variant="microcopy">{words.asks(asked.label, asked.owner ?? words.nobody)}</Text>}
      </TableCell>
      <TableCell align="right">{format.percent(handoff.completeness)}</TableCell>
    </TableRow>
  );
}

function Due({ handoff: { dueAt, late, paused, leftHours, waitedHours }, tools }: { handoff: HomeHandoff; tools: HomeTools }) {
  const words = tools.words.handoffs;
  const { reader } = tools;
  const hours = (value: number) => hoursText(value, words, reader);
  if (paused) return <StatusTag variant="warning">{words.paused}</StatusTag>;
  if (dueAt === null || leftHours === null) return <Text>{words.never}</Text>;
  return (
    <>
      {late ? <StatusTag variant="danger">{words.late(hours(leftHours))}</StatusTag> : <Text>{words.left(hours(leftHours), leftHours < 2)}</Text>}
      <Text variant="microcopy">
        {words.dueOn(reader.format.instant(dueAt))}. {words.waited(hours(waitedHours))}
      </Text>
    </>
  );
}
