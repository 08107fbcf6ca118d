import { useState } from 'react';
import { Button, Checkbox, Flex, Form, Input, LoadingButton, Select, Text } from '@hubspot/ui-extensions';
import { Fault } from '../../components/TabFrame.tsx';
import type { BulletinScope, BulletinView, Frequency, SavedSubscription } from '../../contracts/bulletin.ts';
import type { Language } from '../../contracts/envelope.ts';
import { useChange } from '../../hooks/useQuestion.ts';
import type { BulletinWording } from '../../wording/settings/bulletin.ts';
import { CreatePanel } from './CreatePanel.tsx';
import type { PageTools } from './page-tools.ts';

interface AddReaderProps {
  view: BulletinView;
  tools: PageTools;
  added: () => void;
}

/** The button that adds somebody who gets the bulletin, with its form in a panel. */
export function AddReader({ view, tools, added }: AddReaderProps) {
  const words = tools.words.bulletin;
  return (
    <CreatePanel<SavedSubscription>
      id="add-reader"
      label={words.add}
      createdTitle={words.addedTitle}
      tools={tools}
      added={added}
      form={(made) => <NewReader view={view} tools={tools} made={made} words={words} />}
      shown={(_one, close) => (
        <Flex direction="column" gap="md">
          <Text>{words.added}</Text>
          <Button onClick={close}>{words.done}</Button>
        </Flex>
      )}
    />
  );
}

function scopesOf({ owners, segments }: BulletinView, words: BulletinWording): { value: string; label: string; scope: BulletinScope }[] {
  return [
    { value: 'all', label: words.all, scope: { kind: 'all' } },
    ...owners.map(({ id, name }) => ({ value: `owner-${id}`, label: words.ownerOf(name ?? id), scope: { kind: 'owner' as const, owner: id } })),
    ...(segments ?? []).map(({ value, label }) => ({ value: `segment-${value}`, label: words.segmentOf(label), scope: { kind: 'segment' as const, segment: value } })),
  ];
}

function NewReader({ view, tools, made, words }: Omit<AddReaderProps, 'added'> & { made: (one: SavedSubscription) => void; words: BulletinWording }) {
  const scopes = scopesOf(view, words);
  const [email, setEmail] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [frequency, setFrequency] = useState<Frequency>('weekly');
  const [time, setTime] = useState('08:00');
  const [timeZone, setTimeZone] = useState(view.timeZone);
  const [language, setLanguage] = useState<Language>(tools.reader.lang);
  const [scope, setScope] = useState('all');
  const [reason, setReason] = useState('');
  const [again, setAgain] = useState(false);
  const add = useChange('POST /api/1/settings/bulletin', tools.serverUrl);

  async function submit() {
    setMissing(email.trim() === '');
    if (email.trim() === '') return;
    const schedule = { frequency, weekday: 1, monthDay: 1, time: time.trim(), timeZone };
    const choices = { schedule, language, scope: scopes.find(({ value }) => value === scope)!.scope, reason: reason.trim() };
    const answer = await add.make({ lang: tools.reader.lang }, { email: email.trim(), again, choices });
    if (answer) made(answer);
  }
  return (
    <Form onSubmit={() => void submit()}>
      <Input label={words.email} name="email" required value={email} error={isMissing} validationMessage={isMissing ? words.emailMissing : ''} onInput={setEmail} />
      <Select label={words.frequency} name="frequency" value={frequency} options={(['daily', 'weekly', 'monthly'] as const).map((value) => ({ value, label: words.frequencies[value] }))} onChange={(value) => setFrequency(value as Frequency)} />
      <Input label={words.time} name="time" required value={time} onInput={setTime} />
      <Select label={words.zone} name="zone" value={timeZone} options={[...new Set([view.timeZone, ...view.zones])].map((value) => ({ value, label: value }))} onChange={(value) => setTimeZone(String(value))} />
      <Select label={words.language} name="language" value={language} options={(['pt-BR', 'en'] as const).map((value) => ({ value, label: words.languages[value] }))} onChange={(value) => setLanguage(value as Language)} />
      <Select label={words.scope} name="scope" value={scope} options={scopes.map(({ value, label }) => ({ value, label }))} onChange={(value) => setScope(String(value))} />
      <Input label={words.reason} name="reason" value={reason} onInput={setReason} />
      <Checkbox name="again" checked={again} onChange={(value: boolean) => setAgain(value)}>
        {words.again}
      </Checkbox>
      <Fault fault={add.fault} tools={tools} />
      <LoadingButton type="submit" variant="primary" loading={add.busy}>
        {words.add}
      </LoadingButton>
    </Form>
  );
}
