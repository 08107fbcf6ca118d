import { useState } from 'react';
import { Divider, Flex, Form, Heading, LoadingButton, PanelBody, PanelSection, Text } from '@hubspot/ui-extensions';
import { Confirm } from '../../../components/Confirm.tsx';
import { Fault } from '../../../components/TabFrame.tsx';
import type { BulletinView, SubscriptionRow } from '../../../contracts/bulletin.ts';
import { useChange } from '../../../hooks/useQuestion.ts';
import type { PageTools } from '../page-tools.ts';
import { ChoiceFields } from './ChoiceFields.tsx';
import { readChoices } from './choices.ts';

interface ReaderDetailProps {
  row: SubscriptionRow;
  view: BulletinView;
  tools: PageTools;
  changed: () => void;
}

/** One reader: a test, what they get and when, and their end. */
export function ReaderDetail(part: ReaderDetailProps) {
  return (
    <PanelBody>
      <PanelSection>
        <Flex direction="column" gap="md">
          <Try {...part} />
          <Divider />
          <Choices {...part} />
          <Divider />
          <End {...part} />
        </Flex>
      </PanelSection>
    </PanelBody>
  );
}

function Try({ row, tools, changed }: ReaderDetailProps) {
  const words = tools.words.bulletin;
  const test = useChange('POST /api/1/settings/bulletin/:subscriptionId/test', tools.serverUrl);

  async function send() {
    const answer = await test.make({ lang: tools.reader.lang, subscriptionId: row.id }, {});
    if (!answer) return;
    tools.actions.addAlert(answer.state === 'waiting' ? { type: 'success', message: words.tested } : { type: 'warning', message: words.notTested });
    changed();
  }
  return (
    <Flex direction="column" gap="sm">
      <LoadingButton variant="primary" loading={test.busy} onClick={() => void send()}>
        {words.test}
      </LoadingButton>
      <Text variant="microcopy">{words.testText}</Text>
      <Fault fault={test.fault} tools={tools} />
    </Flex>
  );
}

function Choices({ row, view, tools, changed }: ReaderDetailProps) {
  const words = tools.words.bulletin;
  const [choices, setChoices] = useState(row.choices);
  const save = useChange('POST /api/1/settings/bulletin/:subscriptionId', tools.serverUrl);

  async function keep() {
    const read = readChoices(choices);
    if (read === null) return;
    if (!(await save.make({ lang: tools.reader.lang, subscriptionId: row.id }, { revision: row.revision, choices: read }))) return;
    tools.actions.addAlert({ type: 'success', message: tools.words.page.saved });
    changed();
  }
  return (
    <Flex direction="column" gap="sm">
      <Heading>{words.choices}</Heading>
      <Form onSubmit={() => void keep()}>
        <ChoiceFields view={view} choices={choices} words={words} onChange={setChoices} />
        <Fault fault={save.fault} tools={tools} />
        <LoadingButton type="submit" variant="secondary" loading={save.busy}>
          {words.save}
        </LoadingButton>
      </Form>
    </Flex>
  );
}

function End({ row, tools, changed }: ReaderDetailProps) {
  const words = tools.words.bulletin;
  const revoke = useChange('POST /api/1/settings/bulletin/:subscriptionId/revoke', tools.serverUrl);

  async function end() {
    if (!(await revoke.make({ lang: tools.reader.lang, subscriptionId: row.id }, {}))) return;
    tools.actions.addAlert({ type: 'success', message: words.revoked });
    tools.actions.closeOverlay(`reader-${row.id}`);
    changed();
  }
  return (
    <Flex direction="column" gap="sm">
      <Fault fault={revoke.fault} tools={tools} />
      <Confirm label={words.revoke} text={words.revokeText(row.email)} confirm={words.revoke} cancel={tools.words.page.cancel} busy={revoke.busy} kind="destructive" onConfirm={end} />
    </Flex>
  );
}
