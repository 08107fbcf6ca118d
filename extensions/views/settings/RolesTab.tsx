import { useState } from 'react';
import { Alert, Button, ButtonRow, Flex, LoadingButton, Select, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Tag, Text } from '@hubspot/ui-extensions';
import type { Role, RolesView } from '../../contracts/settings.ts';
import { useChange, useQuestion } from '../../hooks/useQuestion.ts';
import type { PageTools } from './page-tools.ts';
import { Fault, TabFrame } from '../../components/TabFrame.tsx';

type Person = RolesView['people'][number];

const roles: readonly Role[] = ['admin', 'manager', 'rep'];

/** Who may do what in these settings. */
export function RolesTab({ tools }: { tools: PageTools }) {
  const { state, reload } = useQuestion('GET /api/1/settings/roles', { lang: tools.reader.lang }, tools.serverUrl);
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {(view) => <Roles view={view} tools={tools} reload={reload} />}
    </TabFrame>
  );
}

function Roles({ view, tools, reload }: { view: RolesView; tools: PageTools; reload: () => void }) {
  const words = tools.words.people;
  const page = tools.words.page;
  const [wanted, setWanted] = useState<{ person: Person; role: Role } | null>(null);
  const change = useChange('POST /api/1/settings/roles', tools.serverUrl);
  const admin = view.role === 'admin';

  async function give() {
    if (!wanted) return;
    const answer = await change.make({ lang: tools.reader.lang }, { userId: wanted.person.userId, role: wanted.role });
    if (!answer) return;
    tools.actions.addAlert({ type: 'success', message: words.changed });
    reload();
  }
  return (
    <Flex direction="column" gap="md">
      <Text>{words.rolesIntro}</Text>
      <Text variant="microcopy">{roles.map((role) => `${page.roles[role]}: ${words.roleTexts[role]}`).join('. ')}.</Text>
      {wanted && (
        <Alert title={words.confirmTitle} variant="warning">
          <Flex direction="column" gap="sm">
            <Text>
              {words.confirm(nameOf(wanted.person, tools), page.roles[wanted.person.role], page.roles[wanted.role])}{' '}
              {wanted.person.you && wanted.person.role === 'admin' ? words.confirmSelf : ''}
            </Text>
            <ButtonRow>
              <LoadingButton variant="primary" loading={change.busy} onClick={() => void give()}>
                {words.change}
              </LoadingButton>
              <Button
                variant="secondary"
                disabled={change.busy}
                onClick={() => {
                  setWanted(null);
                  change.clear();
                }}
              >
                {page.cancel}
              </Button>
            </ButtonRow>
          </Flex>
        </Alert>
      )}
      <Fault fault={change.fault} tools={tools} />
      <Table density="condensed">
        <TableHead>
          <TableRow>
            <TableHeader width="max">{words.person}</TableHeader>
            <TableHeader width={260}>{words.role}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {view.people.map((person) => (
            <TableRow key={person.userId}>
              <TableCell width="max">
                <Flex direction="row" gap="xs" align="center" wrap>
                  <Text format={{ fontWeight: 'demibold' }}>{nameOf(person, tools)}</Text>
                  {person.you && <Tag>{words.you}</Tag>}
                  {person.installer && <Tag variant="info">{words.installer}</Tag>}
                </Flex>
                {person.email && <Text variant="microcopy">{person.email}</Text>}
              </TableCell>
              <TableCell width={260}>
                {admin ? (
                  <Select
                    key={`${person.role}-${String(wanted?.person.userId === person.userId)}`}
                    label={words.roleOf(nameOf(person, tools))}
                    name={`role-${person.userId}`}
                    value={wanted?.person.userId === person.userId ? wanted.role : person.role}
                    options={roles.map((role) => ({ value: role, label: page.roles[role] }))}
                    onChange={(role) => setWanted(role === person.role ? null : { person, role: role as Role })}
                  />
                ) : (
                  page.roles[person.role]
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {view.people.length === 1 && <Text variant="microcopy">{words.onlyYou}</Text>}
      {!admin && <Text variant="microcopy">{page.readOnly}</Text>}
    </Flex>
  );
}

function nameOf(person: Person, tools: PageTools): string {
  return person.name ?? person.email ?? tools.words.page.user(person.userId);
}
