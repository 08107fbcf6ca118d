import { Flex, Heading, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import { BandTag } from '../../components/BandTag.tsx';
import type { WeightsPreview } from '../../contracts/settings.ts';
import type { PageTools } from './page-tools.ts';

const bands = ['healthy', 'watch', 'at-risk'] as const;

/** Who would change band under other weights: sums by band, and the largest changes by name. */
export function WhoMoves({ preview, dwellDays, tools }: { preview: WeightsPreview; dwellDays: number; tools: PageTools }) {
  const { reader } = tools;
  const { format } = reader;
  const words = tools.words.weights;
  const { before, after, up, down, moves, scored, approximate } = preview;
  return (
    <Flex direction="column" gap="sm">
      <Heading>{words.previewTitle}</Heading>
      <Text>{up + down === 0 ? words.nobody : words.summary(up + down, scored, up, down)}</Text>
      <Text variant="microcopy">
        {words.dwell(dwellDays)} {approximate ? words.approximate : ''}
      </Text>
      <Table density="condensed">
        <TableHead>
          <TableRow>
            <TableHeader width="max">{words.band}</TableHeader>
            <TableHeader align="right">{words.before}</TableHeader>
            <TableHeader align="right">{words.after}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {bands.map((band) => (
            <TableRow key={band}>
              <TableCell width="max">
                <BandTag band={band} reader={reader} />
              </TableCell>
              <TableCell align="right">{format.number(before[band])}</TableCell>
              <TableCell align="right">
                {format.number(after[band])} ({format.signed(after[band] - before[band])})
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {moves.length > 0 && (
        <Table density="condensed">
          <TableHead>
            <TableRow>
              <TableHeader width="max">{words.company}</TableHeader>
              <TableHeader>{words.before}</TableHeader>
              <TableHeader>{words.after}</TableHeader>
              <TableHeader align="right">{words.score}</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {moves.map(({ companyId, name, from, to, score, newScore }) => (
              <TableRow key={companyId}>
                <TableCell width="max">{name ?? companyId}</TableCell>
                <TableCell>
                  <BandTag band={from} reader={reader} />
                </TableCell>
                <TableCell>
                  <BandTag band={to} reader={reader} />
                </TableCell>
                <TableCell align="right">
                  {format.number(score)} → {format.number(newScore)}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {moves.length < up + down && <Text variant="microcopy">{words.shown(moves.length, up + down)}</Text>}
    </Flex>
  );
}
