import { useState } from 'react';
import { Alert, Button, ButtonRow, Flex, Heading, LoadingButton, PanelBody, PanelSection, StatusTag, Text } from '@hubspot/ui-extensions';
import { PartForm } from '../../components/PartForm.tsx';
import type { PartSettings } from '../../components/PartForm.tsx';
import type { DeliveriesView, ProviderInfo, SourceRow } from '../../contracts/settings.ts';
import { useChange, useQuestion } from '../../hooks/useSettings.ts';
import { Confirm } from './Confirm.tsx';
import type { PageTools } from './page-tools.ts';
import { SourceTestResult } from './SourceTestResult.tsx';
import { Fault, TabFrame } from './TabFrame.tsx';

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
          {source.hasHook && <Deliveries source={source} admin={admin} tools={tools} changed={changed} />}
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

function Deliveries({ source, admin, tools, changed }: Omit<SourceDetailProps, 'provider'>) {
  const { state, reload } = useQuestion('GET /api/1/settings/sources/:sourceId/deliveries', { sourceId: source.id, lang: tools.reader.lang }, tools.serverUrl);
  const words = tools.words.sources;
  const rerun = useChange('POST /api/1/settings/sources/:sourceId/rerun', tools.serverUrl);

  async function again() {
    const answer = await rerun.make({ sourceId: source.id, lang: tools.reader.lang }, { deliveryId: null });
    if (!answer) return;
    tools.actions.addAlert({ type: 'success', message: words.rerunDone(answer.deliveries) });
    reload();
    changed();
  }
  return (
    <Flex direction="column" gap="sm">
      <Heading>{words.deliveries}</Heading>
      <Fault fault={rerun.fault} tools={tools} />
      {admin && source.failed > 0 && (
        <LoadingButton variant="secondary" loading={rerun.busy} onClick={() => void again()}>
          {words.rerun}
        </LoadingButton>
      )}
      <TabFrame state={state} tools={tools} reload={reload}>
        {(view) => <DeliveryList deliveries={view.deliveries} tools={tools} />}
      </TabFrame>
      <ButtonRow>
        <Button variant="secondary" size="sm" onClick={reload}>
          {tools.words.page.reload}
        </Button>
      </ButtonRow>
    </Flex>
  );
}

const looks = { received: 'info', parsed: 'success', failed: 'danger' } as const;

function DeliveryList({ deliveries, tools }: { deliveries: DeliveriesView['deliveries']; tools: PageTools }) {
  const words = tools.words.sources;
  if (deliveries.length === 0) return <Text>{words.noDeliveries}</Text>;
  return (
    <Flex direction="column" gap="sm">
      {deliveries.map(({ id, receivedAt, state, reason, counts, problems }) => (
        <Flex key={id} direction="column" gap="flush">
          <Flex direction="row" gap="sm" align="center" wrap>
            <StatusTag variant={looks[state]}>{words.deliveryStates[state]}</StatusTag>
            <Text>{tools.reader.format.instant(receivedAt)}</Text>
          </Flex>
          {reason !== null && <Text>{reason}</Text>}
          {counts && <Text variant="microcopy">{words.counts(counts.rows, counts.created, counts.updated, counts.matched)}</Text>}
          {counts && counts.error + counts.skipped > 0 && <Text variant="microcopy">{words.trouble(counts.error, counts.skipped)}</Text>}
          {problems.map(({ line, code, message }) => (
            <Text key={`${line} ${code}`} variant="microcopy">
              {words.line(line)}: {message}
            </Text>
          ))}
        </Flex>
      ))}
    </Flex>
  );
}
