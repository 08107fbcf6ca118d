import { Flex, Heading, Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@hubspot/ui-extensions';
import type { ScaleFigure } from '../../contracts/nps.ts';
import type { NpsWording } from '../../wording/nps.ts';
import type { Reader } from '../../wording/reader.ts';

/** CSAT, CES, stars and Likert of the window: mean on their scale, share of high scores with its interval, n. Few answers speak for themselves. */
export function OtherSurveys({ others, reader, words }: { others: readonly ScaleFigure[]; reader: Reader; words: NpsWording }) {
  const answered = others.filter((figure) => figure.mean !== null);
  if (answered.length === 0) return null;
  return (
    <Flex direction="column" gap="xs">
      <Heading>{words.othersTitle}</Heading>
      <Table density="condensed" flush>
        <TableHead>
          <TableRow>
            <TableHeader>{words.survey}</TableHeader>
            <TableHeader>{words.mean}</TableHeader>
            <TableHeader>{words.top}</TableHeader>
            <TableHeader align="right">n</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {answered.map((figure) => (
            <TableRow key={figure.type}>
              <TableCell>{words.types[figure.type]}</TableCell>
              <TableCell>{meanText(figure, reader, words)}</TableCell>
              <TableCell>{shareText(figure, reader, words)}</TableCell>
              <TableCell align="right">{reader.format.number(figure.n)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Flex>
  );
}

function meanText({ mean, scale }: ScaleFigure, { format }: Reader, words: NpsWording): string {
  return mean === null ? words.noFigure : words.ofScale(format.number(mean, 1), format.number(scale[0]), format.number(scale[1]));
}

function shareText({ topShare, low, high }: ScaleFigure, { format }: Reader, words: NpsWording): string {
  if (topShare === null || low === null || high === null) return words.noFigure;
  return words.share(format.percent(topShare), format.percent(low), format.percent(high));
}
