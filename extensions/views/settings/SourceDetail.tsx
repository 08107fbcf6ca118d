import { useState } from 'react';
import { Alert, ButtonRow, Flex, Heading, LoadingButton, PanelBody, PanelSection, Text } from '@hubspot/ui-extensions';
import { PartForm } from '../../components/PartForm.tsx';
import type { PartSettings } from '../../components/PartForm.tsx';
import type { ProviderInfo, SourceRow } from '../../contracts/settings.ts';
import { useChange } from '../../hooks/useQuestion.ts';
import { Confirm } from '../../components/Confirm.tsx';
import type { PageTools } from './page-tools.ts';
import { SourceDeliveries } from './SourceDeliveries.tsx';
import { SourceTestResult } from './SourceTestResult.tsx';
import { Fault } from '../../components/TabFrame.tsx';

interface SourceDetailProps {
  source: SourceRow;
  provider: ProviderInfo | undefined;
  admin: boolean;
  tools: PageTools;
  changed: () => void;
}

/** One source: pause, how its answers are read with a test, and what came in. */
export function SourceDetail({ source, provider, admin, tools, changed }: SourceDetailProps) {
  const words = tools.words.sources;
  return (
    <PanelBody>
      <PanelSection>
        <Flex direction="column" gap="md">
          {source.lastError !== null && (
            <Alert title={words.states.failing} variant="danger">
              {source.lastError}
            </Alert>
          )}
          {admin && <Pause source={source} tools={tools} changed={changed} />}
          {provider && admin && <Reading source={source} provider={provider} tools={tools} changed={changed} />}
          {source.hasHook && <SourceDeliveries source={source} admin={admin} tools={tools} changed={changed} />}
        </Flex>
      </PanelSection>
    </PanelBody>
  );
}

function Pause({ source, tools, changed }: Omit<SourceDetailProps, 'provider' | 'admin'>) {
  const words = tools.words.sources;
  const pause = useChange('POST /api/1/settings/sources/:sourceId/pause', tools.serverUrl);
  const paused = source.state === 'paused';

  async function set(next: boolean) {
    const answer = await pause.make({ sourceId: source.id, lang: tools.reader.lang }, { paused: next });
    if (!answer) return;
    tools.actions.addAlert({ type: 'success', message: next ? words.pausedToast : words.resumedToast });
    changed();
  }
  return (
    <Flex direction="column" gap="xs">
      <Fault fault={pause.fault} tools={tools} />
      {paused ? (
        <LoadingButton variant="secondary" loading={pause.busy} onClick={() => void set(false)}>
          {words.resume}
        </LoadingButton>
      ) : (
        <Confirm label={words.pause} confirm={words.pauseConfirm} cancel={tools.words.page.cancel} text={words.pauseText} kind="destructive" busy={pause.busy} onConfirm={() => set(true)} />
      )}
    </Flex>
  );
}

function Reading({ source, provider, tools, changed }: Omit<SourceDetailProps, 'provider' | 'admin'> & { provider: ProviderInfo }) {
  const words = tools.words.sources;
  const lang = tools.reader.lang;
  const [settings, setSettings] = useState<PartSettings>(source.settings);
  const [tested, setTested] = useState<Awaited<ReturnType<typeof test.make>>>(null);
  const test = useChange('POST /api/1/settings/sources/:sourceId/test', tools.serverUrl);
  const mend = useChange('POST /api/1/settings/sources/:sourceId/settings', tools.serverUrl);
  if (provider.fields.length === 0) return null;

  async function save() {
    const answer = await mend.make({ sourceId: source.id, lang }, { settings });
    if (!answer) return;
    tools.actions.addAlert({ type: 'success', message: tools.words.page.saved });
    changed();
  }
  return (
    <Flex direction="column" gap="sm">
      <Heading>{words.settings}</Heading>
      <PartForm fields={provider.fields} values={settings} words={tools.words.page.form} onChange={setSettings} />
      <Fault fault={mend.fault ?? test.fault} tools={tools} />
      <ButtonRow>
        <LoadingButton variant="primary" loading={mend.busy} onClick={() => void save()}>
          {words.saveSettings}
        </LoadingButton>
        {source.hasHook && (
          <LoadingButton variant="secondary" loading={test.busy} onClick={() => void test.make({ sourceId: source.id, lang }, { settings }, false).then(setTested)}>
            {words.tryIt}
          </LoadingButton>
        )}
      </ButtonRow>
      {source.hasHook && <Text variant="microcopy">{words.tryText}</Text>}
      {tested && <SourceTestResult test={tested} tools={tools} />}
    </Flex>
  );
}
