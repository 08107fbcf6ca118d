import { useState } from 'react';
import { Form, Input, LoadingButton } from '@hubspot/ui-extensions';
import type { AddedUsageKey } from '../../contracts/settings.ts';
import { useChange } from '../../hooks/useQuestion.ts';
import { CreatePanel } from './CreatePanel.tsx';
import { IssuedKey } from './IssuedKey.tsx';
import { NewName } from './NewName.tsx';
import type { PageTools } from './page-tools.ts';
import { Fault } from '../../components/TabFrame.tsx';

/** The button that creates a key, with its form in a panel; the key is shown there once. */
export function AddUsageKey({ tools, added }: { tools: PageTools; added: () => void }) {
  const words = tools.words.keys;
  return (
    <CreatePanel<AddedUsageKey>
      id="add-usage-key"
      label={words.add}
      createdTitle={words.issuedTitle}
      tools={tools}
      added={added}
      form={(issued) => <NewKey tools={tools} issued={issued} />}
      shown={(issued, close) => <IssuedKey issued={issued} tools={tools} done={close} />}
    />
  );
}

function NewKey({ tools, issued }: { tools: PageTools; issued: (key: AddedUsageKey) => void }) {
  const words = tools.words.keys;
  const [name, setName] = useState('');
  const [source, setSource] = useState('app');
  const [nameMissing, setNameMissing] = useState(false);
  const add = useChange('POST /api/1/settings/usage-keys', tools.serverUrl);

  async function submit() {
    setNameMissing(name.trim() === '');
    if (name.trim() === '') return;
    const answer = await add.make({ lang: tools.reader.lang }, { name: name.trim(), source: source.trim() });
    if (answer) issued(answer);
  }
  return (
    <Form onSubmit={() => void submit()}>
      <NewName words={words} value={name} isMissing={nameMissing} onInput={setName} />
      <Input label={words.sourceLabel} name="source" required description={words.sourceHint} value={source} onInput={setSource} />
      <Fault fault={add.fault} tools={tools} />
      <LoadingButton type="submit" variant="primary" loading={add.busy}>
        {words.add}
      </LoadingButton>
    </Form>
  );
}
