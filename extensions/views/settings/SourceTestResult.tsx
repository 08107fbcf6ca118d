import { Alert, Flex, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import type { SourceTest } from '../../contracts/settings.ts';
import type { PageTools } from './page-tools.ts';

/** How the last delivery would be read; nothing of it was saved. */
export function SourceTestResult({ test, tools }: { test: SourceTest; tools: PageTools }) {
  const words = tools.words.sources;
  const { format } = tools.reader;
  const { counts, problems, answers, reason, receivedAt } = test;
  if (receivedAt === null) return <Alert title={words.triedNothing} variant="info" />;
  if (reason !== null) {
    return (
      <Alert title={words.triedFault} variant="danger">
        {reason}
      </Alert>
    );
  }
  return (
    <Flex direction="column" gap="xs">
      <Text format={{ fontWeight: 'demibold' }}>{words.tried(format.instant(receivedAt))}</Text>
      {counts && <Text>{words.counts(counts.rows, counts.created, counts.updated, counts.matched)}</Text>}
      {counts && counts.error + counts.skipped > 0 && <Text>{words.trouble(counts.error, counts.skipped)}</Text>}
      {problems.map(({ line, code, message }) => (
        <Text key={`${line} ${code}`} variant="microcopy">
          {words.line(line)}: {message}
        </Text>
      ))}
      {answers.length > 0 && (
        <Table density="condensed">
          <TableHead>
            <TableRow>
              <TableHeader>{words.answer}</TableHeader>
              <TableHeader width="max">{words.person}</TableHeader>
              <TableHeader>{words.received}</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {answers.map((answer, index) => (
              <TableRow key={index}>
                <TableCell>
                  {answer.type.toUpperCase()} {words.scale(format.number(answer.score), format.number(answer.scale[0]), format.number(answer.scale[1]))}
                </TableCell>
                <TableCell width="max">
                  <Text>{answer.person ?? words.anonymous}</Text>
                  {answer.comment && <Text variant="microcopy">{answer.comment}</Text>}
                </TableCell>
                <TableCell>{format.instant(answer.answeredAt)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Flex>
  );
}
