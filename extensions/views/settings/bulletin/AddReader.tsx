import { useState } from 'react';
import { Button, Checkbox, Flex, Form, Input, LoadingButton, Text } from '@hubspot/ui-extensions';
import { Fault } from '../../../components/TabFrame.tsx';
import type { BulletinChoices, BulletinView, SavedSubscription } from '../../../contracts/bulletin.ts';
import { useChange } from '../../../hooks/useQuestion.ts';
import { CreatePanel } from '../CreatePanel.tsx';
import type { PageTools } from '../page-tools.ts';
import { ChoiceFields } from './ChoiceFields.tsx';
import { isAddress, readChoices } from './choices.ts';

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
      form={(made) => <NewReader view={view} tools={tools} made={made} />}
      shown={(_one, close) => (
        <Flex direction="column" gap="md">
          <Text>{words.added}</Text>
          <Button onClick={close}>{words.done}</Button>
        </Flex>
      )}
    />
  );
}

function NewReader({ view, tools, made }: Omit<AddReaderProps, 'added'> & { made: (one: SavedSubscription) => void }) {
  const words = tools.words.bulletin;
  const [email, setEmail] = useState('');
  const [choices, setChoices] = useState<BulletinChoices>({
    schedule: { frequency: 'weekly', weekday: 1, monthDay: 1, time: '08:00', timeZone: view.timeZone }, language: tools.reader.lang, scope: { kind: 'all' }, reason: '',
  });
  const [again, setAgain] = useState(false);
  const [tried, setTried] = useState(false);
  const add = useChange('POST /api/1/settings/bulletin', tools.serverUrl);
  const address = email.trim().toLowerCase();
  const known = view.subscriptions.find((one) => one.email === address)?.state;
  // Whoever left since the page was read is known by the server alone.
  const hasLeft = (known !== undefined && known !== 'on') || (add.fault?.kind === 'refused' && add.fault.code === 'conflict');
  const wrong = !isAddress(address) ? words.emailWrong : known === 'on' ? words.emailKnown : null;

  async function submit() {
    setTried(true);
    const read = readChoices(choices);
    if (wrong !== null || read === null || (hasLeft && !again)) return;
    const answer = await add.make({ lang: tools.reader.lang }, { email: address, again, choices: read });
    if (answer) made(answer);
  }
  return (
    <Form onSubmit={() => void submit()}>
      <Input label={words.email} name="email" required value={email} error={tried && wrong !== null} {...(tried && wrong !== null && { validationMessage: wrong })} onInput={setEmail} />
      {hasLeft && (
        <Checkbox name="again" checked={again} onChange={(value: boolean) => setAgain(value)}>
          {words.again}
        </Checkbox>
      )}
      {hasLeft && tried && !again && <Text variant="microcopy">{words.againWrong}</Text>}
      <ChoiceFields view={view} choices={choices} words={words} onChange={setChoices} />
      <Fault fault={add.fault} tools={tools} />
      <LoadingButton type="submit" variant="primary" loading={add.busy}>
        {words.add}
      </LoadingButton>
    </Form>
  );
}
