import { Accordion, Alert, Button, ButtonRow, DescriptionList, DescriptionListItem, Divider, Flex, Heading, LoadingButton, ProgressBar, StatusTag, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import { AsOf } from '../../components/AsOf.tsx';
import type { Check, ConnectionView } from '../../contracts/settings.ts';
import { useChange, useQuestion } from '../../hooks/useQuestion.ts';
import type { PageTools } from './page-tools.ts';
import { Fault, TabFrame } from '../../components/TabFrame.tsx';

const looks = { done: 'success', waiting: 'info', todo: 'warning', trouble: 'danger', look: 'default' } as const;

/** The state of the connection as a checklist, with the facts behind it. */
export function ConnectionTab({ tools }: { tools: PageTools }) {
  const { state, reload } = useQuestion('GET /api/1/settings/connection', { lang: tools.reader.lang }, tools.serverUrl);
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {(view) => <Connection view={view} tools={tools} reload={reload} />}
    </TabFrame>
  );
}

function Connection({ view, tools, reload }: { view: ConnectionView; tools: PageTools; reload: () => void }) {
  const { reader, serverUrl, actions } = tools;
  const words = tools.words.connection;
  const repair = useChange('POST /api/1/settings/connection/repair', serverUrl);
  const done = view.checks.filter((check) => check.state === 'done').length;

  async function askRepair() {
    const answer = await repair.make({ lang: reader.lang }, {});
    if (answer) actions.addAlert({ type: 'success', title: tools.words.page.saved, message: words.repairing });
  }
  return (
    <Flex direction="column" gap="md">
      <Flex direction="row" justify="between" align="center" wrap>
        <Heading>{words.title}</Heading>
        <Text variant="microcopy">{words.done(done, view.checks.length)}</Text>
      </Flex>
      <Flex direction="column" gap="sm">
        {view.checks.map((check) => (
          <CheckLine key={check.id} check={check} tools={tools} />
        ))}
      </Flex>
      <Fault fault={repair.fault} tools={tools} />
      <ButtonRow>
        <Button variant="secondary" onClick={reload}>
          {tools.words.page.reload}
        </Button>
        {view.role === 'admin' && (
          <LoadingButton variant="secondary" loading={repair.busy} onClick={() => void askRepair()}>
            {words.repair}
          </LoadingButton>
        )}
      </ButtonRow>
      <Divider />
      <Accordion title={words.readingTitle} defaultOpen={view.checks.some((check) => check.id === 'import' && check.state !== 'done')}>
        <Reading objects={view.objects} tools={tools} />
      </Accordion>
      <Accordion title={words.scopesTitle(view.scopes.filter((scope) => scope.granted).length, view.scopes.length)}>
        <Scopes scopes={view.scopes} tools={tools} />
      </Accordion>
      <Accordion title={words.propertiesTitle(view.properties.names.length)}>
        <Properties view={view} tools={tools} />
      </Accordion>
      <Accordion title={words.install}>
        <Install install={view.install} tools={tools} />
      </Accordion>
      <AsOf at={view.asOf} reader={reader} />
    </Flex>
  );
}

function CheckLine({ check, tools }: { check: Check; tools: PageTools }) {
  const words = tools.words.connection;
  const line = words.checks[check.id];
  const cure = line?.[check.state];
  return (
    <Flex direction="column" gap="flush">
      <Flex direction="row" gap="sm" align="center" wrap>
        <StatusTag variant={looks[check.state]}>{words.states[check.state]}</StatusTag>
        <Text format={{ fontWeight: 'demibold' }}>{line?.title ?? check.id}</Text>
      </Flex>
      {cure && <Text variant="microcopy">{cure}</Text>}
    </Flex>
  );
}

function Reading({ objects, tools }: { objects: ConnectionView['objects']; tools: PageTools }) {
  const { format } = tools.reader;
  const words = tools.words.connection;
  return (
    <Table density="condensed" flush>
      <TableHead>
        <TableRow>
          <TableHeader width="max">{words.object}</TableHeader>
          <TableHeader>{words.progress}</TableHeader>
          <TableHeader>{words.lastRead}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {objects.map(({ type, phase, done, total, problem, updatedAt }) => (
          <TableRow key={type}>
            <TableCell>
              <Text format={{ fontWeight: 'demibold' }}>{words.objects[type] ?? type}</Text>
              {problem && <Text variant="microcopy">{problem.startsWith('scope-missing') ? words.scopeMissing : problem}</Text>}
            </TableCell>
            <TableCell>
              <StatusTag variant={phase === 'polling' ? 'success' : phase === 'importing' ? 'info' : 'default'}>{words.phases[phase]}</StatusTag>
              {phase === 'importing' && total !== null && (
                <ProgressBar aria-label={words.objects[type] ?? type} value={done} maxValue={Math.max(total, 1)} valueDescription={words.ofTotal(format.number(done), format.number(total))} />
              )}
            </TableCell>
            <TableCell>{format.instant(updatedAt)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Scopes({ scopes, tools }: { scopes: ConnectionView['scopes']; tools: PageTools }) {
  const words = tools.words.connection;
  return (
    <Table density="condensed" flush>
      <TableHead>
        <TableRow>
          <TableHeader width="max">{words.unlocks}</TableHeader>
          <TableHeader>{words.progress}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {scopes.map(({ scope, required, granted }) => (
          <TableRow key={scope}>
            <TableCell width="max">
              <Text>{words.scopes[scope] ?? words.laterScope}</Text>
              <Text variant="microcopy">{scope}</Text>
            </TableCell>
            <TableCell>
              <StatusTag variant={granted ? 'success' : required ? 'danger' : 'default'}>{granted ? words.granted : required ? words.missingRequired : words.missing}</StatusTag>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Properties({ view, tools }: { view: ConnectionView; tools: PageTools }) {
  const words = tools.words.connection;
  const { names, drift } = view.properties;
  return (
    <Flex direction="column" gap="xs">
      <Text>{names.join(', ')}</Text>
      {drift.length === 0 && <Text>{words.noDrift}</Text>}
      {drift.map(({ name, expected, found }) => (
        <Alert key={name} title={words.drift(name, expected, found)} variant="danger" />
      ))}
      <Text variant="microcopy">
        {words.writes(view.writes.waiting)} {view.writes.failed > 0 ? words.failedWrites(view.writes.failed) : ''}
      </Text>
    </Flex>
  );
}

function Install({ install, tools }: { install: ConnectionView['install']; tools: PageTools }) {
  const words = tools.words.connection;
  return (
    <DescriptionList direction="row">
      <DescriptionListItem label={words.state}>{words.installStates[install.state]}</DescriptionListItem>
      {install.pauseReason && <DescriptionListItem label={words.pauseReason}>{install.pauseReason}</DescriptionListItem>}
      {install.hubDomain && <DescriptionListItem label={words.hub}>{install.hubDomain}</DescriptionListItem>}
      <DescriptionListItem label={words.installedAt}>{tools.reader.format.instant(install.installedAt)}</DescriptionListItem>
      {install.installedBy && <DescriptionListItem label={words.installedBy}>{install.installedBy}</DescriptionListItem>}
      <DescriptionListItem label={words.zone}>
        {install.timeZone}, {install.currency}
      </DescriptionListItem>
    </DescriptionList>
  );
}
