import { useState } from 'react';
import { Accordion, Alert, Flex, Form, Input, LoadingButton, Select, Text, Toggle } from '@hubspot/ui-extensions';
import { PartForm } from '../../components/PartForm.tsx';
import type { PartSettings } from '../../components/PartForm.tsx';
import type { AddedSource, ProviderInfo } from '../../contracts/settings.ts';
import { useChange } from '../../hooks/useQuestion.ts';
import { CreatePanel } from './CreatePanel.tsx';
import { NewName } from './NewName.tsx';
import type { PageTools } from './page-tools.ts';
import { SecretOnce } from './SecretOnce.tsx';
import { Fault } from '../../components/TabFrame.tsx';

/** The button that adds a source, with its form in a panel; the secret address is shown there once. */
export function AddSource({ providers, tools, added }: { providers: readonly ProviderInfo[]; tools: PageTools; added: () => void }) {
  const words = tools.words.sources;
  return (
    <CreatePanel<{ source: AddedSource; provider: ProviderInfo }>
      id="add-source"
      label={words.add}
      createdTitle={words.createdTitle}
      tools={tools}
      added={added}
      form={(created) => <NewSource providers={providers} tools={tools} created={(source, provider) => created({ source, provider })} />}
      shown={(created, close) => <Created {...created} tools={tools} close={close} />}
    />
  );
}

interface NewSourceProps {
  providers: readonly ProviderInfo[];
  tools: PageTools;
  created: (source: AddedSource, provider: ProviderInfo) => void;
}

function NewSource({ providers, tools, created }: NewSourceProps) {
  const words = tools.words.sources;
  const [providerId, setProviderId] = useState(providers[0]?.id ?? '');
  const provider = providers.find((one) => one.id === providerId);
  const [name, setName] = useState('');
  const [settings, setSettings] = useState<PartSettings>({});
  const [trustedIds, setTrustedIds] = useState(provider?.trustedIds ?? false);
  const [secret, setSecret] = useState('');
  const [nameMissing, setNameMissing] = useState(false);
  const add = useChange('POST /api/1/settings/sources', tools.serverUrl);

  function choose(id: string) {
    setProviderId(id);
    setSettings({});
    setTrustedIds(providers.find((one) => one.id === id)?.trustedIds ?? false);
  }

  async function submit() {
    setNameMissing(name.trim() === '');
    if (name.trim() === '' || !provider) return;
    const answer = await add.make({ lang: tools.reader.lang }, { provider: provider.id, name: name.trim(), settings, trustedIds, signingSecret: secret === '' ? null : secret });
    if (answer) created(answer, provider);
  }
  return (
    <Form onSubmit={() => void submit()}>
      <Select label={words.provider} name="provider" required value={providerId} options={providers.map(({ id, label }) => ({ value: id, label }))} onChange={(id) => choose(String(id))} />
      <NewName words={words} value={name} isMissing={nameMissing} onInput={setName} />
      {provider && provider.fields.length > 0 && (
        <Accordion key={provider.id} title={words.settingsOptional} defaultOpen={provider.fields.some((field) => field.required)}>
          <PartForm fields={provider.fields} values={settings} words={tools.words.page.form} onChange={setSettings} />
        </Accordion>
      )}
      <Toggle label={words.trustedIds} name="trustedIds" checked={trustedIds} onChange={setTrustedIds} />
      <Text variant="microcopy">{words.trustedText}</Text>
      {provider && provider.signs !== 'never' && (
        <Input
          label={words.secret}
          name="signingSecret"
          type="password"
          required={provider.signs === 'always'}
          description={provider.signs === 'always' ? words.secretAlways : words.secretHint}
          value={secret}
          onInput={setSecret}
        />
      )}
      <Fault fault={add.fault} tools={tools} />
      <LoadingButton type="submit" variant="primary" loading={add.busy}>
        {words.create}
      </LoadingButton>
    </Form>
  );
}

/** The secret address, once. */
function Created({ source, provider, tools, close }: { source: AddedSource; provider: ProviderInfo; tools: PageTools; close: () => void }) {
  const words = tools.words.sources;
  return (
    <Flex direction="column" gap="sm">
      <Alert title={words.createdTitle} variant="success">
        {words.created}
      </Alert>
      <SecretOnce label={words.address} value={source.hookUrl ?? ''} hint={provider.takesFiles ? words.createdFile : words.createdWebhook} words={words} tools={tools} done={close} />
    </Flex>
  );
}
