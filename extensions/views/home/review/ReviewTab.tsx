import { useState } from 'react';
import { Alert, Flex, Link, Select, Text } from '@hubspot/ui-extensions';
import type { Done, HomeTools } from '../home-tools.ts';
import { DecidedList } from './DecidedList.tsx';
import { UnmatchedList, WaitingList } from './WaitingList.tsx';

const lists = { waiting: WaitingList, unmatched: UnmatchedList, decided: DecidedList } as const;
type ListId = keyof typeof lists;

/** Answers that wait for a person to say whose they are, those that nothing leads to a company, and those a person decided on. */
export function ReviewTab({ tools }: { tools: HomeTools }) {
  const words = tools.words.review;
  const [shown, setShown] = useState<ListId>('waiting');
  const [done, setDone] = useState<Done | null>(null);
  const List = lists[shown];

  function show(list: ListId) {
    setShown(list);
    setDone(null);
  }
  return (
    <Flex direction="column" gap="md">
      <Select
        label={words.show}
        name="list"
        value={shown}
        options={(Object.keys(lists) as ListId[]).map((id) => ({ value: id, label: words.lists[id] }))}
        onChange={(value) => show(value as ListId)}
      />
      {done && (
        <Alert title={done.title} variant="success">
          <Flex direction="column" gap="xs" align="start">
            <Text>{done.text}</Text>
            {done.recordUrl !== undefined && <Link href={done.recordUrl}>{words.openCompany}</Link>}
          </Flex>
        </Alert>
      )}
      <List tools={tools} done={setDone} />
    </Flex>
  );
}
