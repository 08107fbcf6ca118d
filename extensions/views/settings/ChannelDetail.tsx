import { useState } from 'react';
import { Alert, Divider, Flex, Form, Heading, LoadingButton, PanelBody, PanelSection, Text } from '@hubspot/ui-extensions';
import { Confirm } from '../../components/Confirm.tsx';
import { PartForm } from '../../components/PartForm.tsx';
import type { PartSettings } from '../../components/PartForm.tsx';
import { Fault } from '../../components/TabFrame.tsx';
import type { ChannelKind, ChannelRow, ChannelTest } from '../../contracts/channels.ts';
import { useChange } from '../../hooks/useQuestion.ts';
import { NewName } from './NewName.tsx';
import type { PageTools } from './page-tools.ts';
import { Redact } from './Redact.tsx';

interface ChannelDetailProps {
  channel: ChannelRow;
  kind: ChannelKind | undefined;
  admin: boolean;
  tools: PageTools;
  changed: () => void;
}

/** One channel: what is wrong with it, a test, its settings, and its end. */
export function ChannelDetail({ channel, kind, admin, tools, changed }: ChannelDetailProps) {
  const words = tools.words.channels;
  const [tested, setTested] = useState<ChannelTest | null>(null);
  // What a test has just said need not be said twice.
  const isTold = channel.fault === null || tested?.arrived === false;
  return (
    <PanelBody>
      <PanelSection>
        <Flex direction="column" gap="md">
          {isTold ? <Text>{words.stateTexts[channel.state]}</Text> : <Wrong channel={channel} tools={tools} />}
          {!admin && <Text variant="microcopy">{tools.words.page.readOnly}</Text>}
          {admin && kind && <Try channel={channel} kind={kind} tools={tools} changed={changed} tested={tested} setTested={setTested} />}
          {admin && kind && <Mend channel={channel} kind={kind} tools={tools} changed={changed} />}
          {admin && <End channel={channel} tools={tools} changed={changed} />}
        </Flex>
      </PanelSection>
    </PanelBody>
  );
}

type PartProps = Omit<ChannelDetailProps, 'kind' | 'admin'>;
type KindProps = PartProps & { kind: ChannelKind };

function Wrong({ channel, tools }: Pick<PartProps, 'channel' | 'tools'>) {
  const words = tools.words.channels;
  return (
    <Alert title={channel.fault!.told} variant={channel.state === 'disabled' ? 'danger' : 'warning'}>
      <Text>{channel.fault!.cure}</Text>
      <Text variant="microcopy">
        {channel.faultAt !== null && words.faultSince(tools.reader.format.instant(channel.faultAt))} {words.stateTexts[channel.state]}
      </Text>
    </Alert>
  );
}

function Try({ channel, kind, tools, changed, tested, setTested }: KindProps & { tested: ChannelTest | null; setTested: (test: ChannelTest | null) => void }) {
  const words = tools.words.channels;
  const test = useChange('POST /api/1/settings/channels/:channelId/test', tools.serverUrl);

  async function send() {
    setTested(null);
    const answer = await test.make({ channelId: channel.id, lang: tools.reader.lang }, {});
    setTested(answer);
    if (answer) changed();
  }
  return (
    <Flex direction="column" gap="sm">
      <LoadingButton variant="primary" loading={test.busy} onClick={() => void send()}>
        {words.test}
      </LoadingButton>
      <Text variant="microcopy">{words.testText[kind.reaches]}</Text>
      <Fault fault={test.fault} tools={tools} />
      {tested?.arrived && (
        <Alert title={words.arrived} variant="success">
          {words.arrivedText(tested.to)}
        </Alert>
      )}
      {tested?.fault && (
        <Alert title={`${words.failed}: ${tested.fault.told}`} variant="danger">
          {tested.fault.cure}
        </Alert>
      )}
    </Flex>
  );
}

function Mend({ channel, kind, tools, changed }: KindProps) {
  const words = tools.words.channels;
  const [name, setName] = useState(channel.name);
  const [settings, setSettings] = useState<PartSettings>(channel.settings);
  const [redacted, setRedacted] = useState(channel.redacted);
  const [nameMissing, setNameMissing] = useState(false);
  const mend = useChange('POST /api/1/settings/channels/:channelId/settings', tools.serverUrl);
  // What is secret is there already, though not here.
  const fields = kind.fields.map((field) => (field.input === 'secret' ? { ...field, required: false } : field));

  async function save() {
    setNameMissing(name.trim() === '');
    if (name.trim() === '') return;
    const answer = await mend.make({ channelId: channel.id, lang: tools.reader.lang }, { name: name.trim(), redacted, settings: settings as Record<string, string> });
    if (!answer) return;
    tools.actions.addAlert({ type: 'success', message: tools.words.page.saved });
    setSettings(Object.fromEntries(Object.entries(settings).filter(([id]) => !fields.some((field) => field.id === id && field.input === 'secret'))));
    changed();
  }
  return (
    <Flex direction="column" gap="sm">
      <Divider />
      <Heading>{words.settings}</Heading>
      <Form onSubmit={() => void save()}>
        <NewName words={words} value={name} isMissing={nameMissing} onInput={setName} />
        <PartForm fields={fields} values={settings} words={tools.words.page.form} onChange={setSettings} />
        {fields.some((field) => field.input === 'secret') && <Text variant="microcopy">{words.keepSecret}</Text>}
        <Redact redacted={redacted} tools={tools} onChange={setRedacted} />
        <Fault fault={mend.fault} tools={tools} />
        <LoadingButton type="submit" variant="secondary" loading={mend.busy}>
          {words.save}
        </LoadingButton>
      </Form>
    </Flex>
  );
}

function End({ channel, tools, changed }: PartProps) {
  const words = tools.words.channels;
  const asked = { channelId: channel.id, lang: tools.reader.lang };
  const pause = useChange('POST /api/1/settings/channels/:channelId/pause', tools.serverUrl);
  const remove = useChange('POST /api/1/settings/channels/:channelId/remove', tools.serverUrl);
  const isOff = channel.state === 'off';

  async function setPaused(paused: boolean) {
    if (!(await pause.make(asked, { paused }))) return;
    tools.actions.addAlert({ type: 'success', message: paused ? words.pausedToast : words.resumedToast });
    changed();
  }
  async function end() {
    if (!(await remove.make(asked, {}))) return;
    tools.actions.addAlert({ type: 'success', message: words.removedToast });
    tools.actions.closeOverlay(`channel-${channel.id}`);
    changed();
  }
  return (
    <Flex direction="column" gap="sm">
      <Divider />
      <Fault fault={pause.fault ?? remove.fault} tools={tools} />
      {isOff ? (
        <LoadingButton variant="secondary" loading={pause.busy} onClick={() => void setPaused(false)}>
          {words.resume}
        </LoadingButton>
      ) : (
        <Confirm label={words.pause} confirm={words.pause} cancel={tools.words.page.cancel} text={words.pauseText} kind="destructive" busy={pause.busy} onConfirm={() => setPaused(true)} />
      )}
      <Confirm label={words.remove} confirm={words.remove} cancel={tools.words.page.cancel} text={words.removeText} kind="destructive" busy={remove.busy} onConfirm={end} />
    </Flex>
  );
}
