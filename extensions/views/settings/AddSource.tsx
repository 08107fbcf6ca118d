import { useState } from 'react';
import { Accordion, Alert, Button, Flex, Form, Input, LoadingButton, Panel, PanelBody, PanelSection, Select, Text, Toggle } from '@hubspot/ui-extensions';
import { PartForm } from '../../components/PartForm.tsx';
import type { PartSettings } from '../../components/PartForm.tsx';
import type { AddedSource, ProviderInfo } from '../../contracts/settings.ts';
import { useChange } from '../../hooks/useSettings.ts';
import type { PageTools } from './page-tools.ts';
import { Fault } from './TabFrame.tsx';

const panelId = 'add-source';

/** The button that adds a source, with its form in a panel; the secret address is shown there once. */
export function AddSource({ providers, tools, added }: { providers: readonly ProviderInfo[]; tools: PageTools; added: () => void }) {
  const words = tools.words.sources;
  const [created, setCreated] = useState<{ source: AddedSource; provider: ProviderInfo } | null>(null);

  function close() {
    tools.actions.closeOverlay(panelId);
    setCreated(null);
    added();
  }
  return (
    <Button
      variant="primary"
      overlay={
        <Panel id={panelId} title={created ? words.createdTitle : words.add} width="md">
          <PanelBody>
            <PanelSection>
              {created ? (
                <Created {...created} tools={tools} close={close} />
              ) : (
                <NewSource providers={providers} tools={tools} created={(source, provider) => setCreated({ source, provider })} />
              )}
            </PanelSection>
          </PanelBody>
        </Panel>
      }
    >
      {words.add}
    </Button>
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
      <Input
        label={words.name}
        name="name"
        required
        description={words.nameHint}
        value={name}
        error={nameMissing}
        {...(nameMissing && { validationMessage: words.nameMissing })}
        onInput={setName}
      />
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
  const url = source.hookUrl ?? '';

  async function copy() {
    try {
      await tools.actions.copyTextToClipboard(url);
      tools.actions.addAlert({ type: 'success', message: words.copied });
    } catch {
      tools.actions.addAlert({ type: 'warning', message: words.copyFailed });
    }
  }
  return (
    <Flex direction="column" gap="sm">
      <Alert title={words.createdTitle} variant="success">
        {words.created}
      </Alert>
      <Input label={words.address} name="address" readOnly value={url} description={provider.takesFiles ? words.createdFile : words.createdWebhook} />
      <Flex direction="row" gap="sm">
        <Button variant="primary" onClick={() => void copy()}>
          {words.copy}
        </Button>
        <Button variant="secondary" onClick={close}>
          {words.done}
        </Button>
      </Flex>
    </Flex>
  );
}
