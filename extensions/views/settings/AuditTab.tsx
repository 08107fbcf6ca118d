import { useState } from 'react';
import { Button, ButtonRow, EmptyState, Flex, Select, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import type { AuditArea, AuditView } from '../../contracts/settings.ts';
import { useQuestion } from '../../hooks/useQuestion.ts';
import { changesOf } from './audit-changes.ts';
import type { PageTools } from './page-tools.ts';
import { TabFrame } from '../../components/TabFrame.tsx';

const areas: readonly AuditArea[] = ['', 'connection', 'source', 'usage-key', 'weights', 'channel', 'bulletin', 'causes', 'role', 'answer', 'handoff', 'playbook', 'privacy', 'account', 'access'];
/** A select takes no empty value for a choice. */
const everything = 'all';

/** Who changed what, with before and after. */
export function AuditTab({ tools }: { tools: PageTools }) {
  const words = tools.words.people;
  const [area, setArea] = useState<AuditArea>('');
  const [before, setBefore] = useState('');
  const { state, reload } = useQuestion('GET /api/1/settings/audit', { lang: tools.reader.lang, area, before }, tools.serverUrl);

  function choose(value: string) {
    setArea(value === everything ? '' : (value as AuditArea));
    setBefore('');
  }
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {(view) => (
        <Flex direction="column" gap="md">
          <Text>{words.auditIntro}</Text>
          <Select
            label={words.area}
            name="area"
            value={area === '' ? everything : area}
            options={areas.map((one) => ({ value: one === '' ? everything : one, label: words.areas[one] }))}
            onChange={(value) => choose(String(value))}
          />
          <Entries view={view} tools={tools} />
          <ButtonRow>
            {before !== '' && (
              <Button variant="secondary" onClick={() => setBefore('')}>
                {words.newest}
              </Button>
            )}
            {view.next !== null && (
              <Button variant="secondary" onClick={() => setBefore(view.next ?? '')}>
                {words.older}
              </Button>
            )}
            <Button variant="secondary" onClick={reload}>
              {tools.words.page.reload}
            </Button>
          </ButtonRow>
        </Flex>
      )}
    </TabFrame>
  );
}

function whoOf({ commandLine, bulletinReader, who, userId }: AuditView['entries'][number], { words }: PageTools): string {
  if (bulletinReader) return words.people.bulletinReader;
  return commandLine ? words.people.commandLine : (who ?? words.page.user(userId));
}

function Entries({ view, tools }: { view: AuditView; tools: PageTools }) {
  const words = tools.words.people;
  if (view.entries.length === 0) {
    return (
      <EmptyState title={words.emptyTitle} layout="vertical" imageName="task">
        <Text>{words.empty}</Text>
      </EmptyState>
    );
  }
  return (
    <Table density="condensed">
      <TableHead>
        <TableRow>
          <TableHeader>{words.when}</TableHeader>
          <TableHeader>{words.who}</TableHeader>
          <TableHeader width="max">{words.what}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {view.entries.map((entry) => (
          <TableRow key={entry.id}>
            <TableCell>{tools.reader.format.instant(entry.at)}</TableCell>
            <TableCell>{whoOf(entry, tools)}</TableCell>
            <TableCell width="max">
              <Text format={{ fontWeight: 'demibold' }}>
                {words.actions[entry.action] ?? entry.action}: {entry.subject}
              </Text>
              {changesOf(entry.before, entry.after).map((change) => (
                <Text key={change.name} variant="microcopy">
                  {change.name}: {change.from ?? words.nothing} → {change.to ?? words.nothing}
                </Text>
              ))}
              {!entry.bulletinReader && <Text variant="microcopy">{entry.commandLine ? words.command(entry.requestId) : words.request(entry.requestId)}</Text>}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
