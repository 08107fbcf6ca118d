import { useState } from 'react';
import { Alert, Button, Flex, Form, LoadingButton, Select } from '@hubspot/ui-extensions';
import { PartForm } from '../../components/PartForm.tsx';
import type { PartSettings } from '../../components/PartForm.tsx';
import { Fault } from '../../components/TabFrame.tsx';
import type { AddedChannel, ChannelKind } from '../../contracts/channels.ts';
import { useChange } from '../../hooks/useQuestion.ts';
import { CreatePanel } from './CreatePanel.tsx';
import { NewName } from './NewName.tsx';
import type { PageTools } from './page-tools.ts';
import { Redact } from './Redact.tsx';
import { SecretOnce } from './SecretOnce.tsx';

/** The button that adds a channel, with its form in a panel; a secret that Baton made is shown there once. */
export function AddChannel({ kinds, tools, added }: { kinds: readonly ChannelKind[]; tools: PageTools; added: () => void }) {
  const words = tools.words.channels;
  return (
    <CreatePanel<AddedChannel>
      id="add-channel"
      label={words.add}
      createdTitle={words.createdTitle}
      tools={tools}
      added={added}
      form={(created) => <NewChannel kinds={kinds} tools={tools} created={created} />}
      shown={(created, close) => <Created added={created} tools={tools} close={close} />}
    />
  );
}

function NewChannel({ kinds, tools, created }: { kinds: readonly ChannelKind[]; tools: PageTools; created: (added: AddedChannel) => void }) {
  const words = tools.words.channels;
  const [kindId, setKindId] = useState(kinds[0]?.id ?? '');
  const kind = kinds.find((one) => one.id === kindId);
  const [name, setName] = useState('');
  const [settings, setSettings] = useState<PartSettings>(() => firstChoices(kind));
  const [redacted, setRedacted] = useState(false);
  const [nameMissing, setNameMissing] = useState(false);
  const add = useChange('POST /api/1/settings/channels', tools.serverUrl);

  function choose(id: string) {
    setKindId(id);
    setSettings(firstChoices(kinds.find((one) => one.id === id)));
  }

  async function submit() {
    setNameMissing(name.trim() === '');
    if (name.trim() === '' || !kind) return;
    const answer = await add.make({ lang: tools.reader.lang }, { kind: kind.id, name: name.trim(), redacted, settings: settings as Record<string, string> });
    if (answer) created(answer);
  }
  return (
    <Form onSubmit={() => void submit()}>
      <Select label={words.kind} name="kind" required value={kindId} options={kinds.map(({ id, label }) => ({ value: id, label }))} onChange={(id) => choose(String(id))} />
      <NewName words={words} value={name} isMissing={nameMissing} onInput={setName} />
      {kind && <PartForm key={kind.id} fields={kind.fields} values={settings} words={tools.words.page.form} onChange={setSettings} />}
      <Redact redacted={redacted} tools={tools} onChange={setRedacted} />
      <Fault fault={add.fault} tools={tools} />
      <LoadingButton type="submit" variant="primary" loading={add.busy}>
        {words.create}
      </LoadingButton>
    </Form>
  );
}

/** A choice that must be made begins with the first. */
function firstChoices(kind: ChannelKind | undefined): PartSettings {
  return Object.fromEntries((kind?.fields ?? []).flatMap(({ id, required, choices }) => (required && choices?.[0] ? [[id, choices[0].value]] : [])));
}

function Created({ added, tools, close }: { added: AddedChannel; tools: PageTools; close: () => void }) {
  const words = tools.words.channels;
  return (
    <Flex direction="column" gap="sm">
      <Alert title={words.createdTitle} variant="success">
        {added.secret === null ? words.addedText : words.secretText}
      </Alert>
      {added.secret === null ? (
        <Button variant="primary" onClick={close}>
          {words.close}
        </Button>
      ) : (
        <SecretOnce label={words.secret} value={added.secret} words={words} tools={tools} done={close} />
      )}
    </Flex>
  );
}
