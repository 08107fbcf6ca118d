import { type ReactNode, useState } from 'react';
import { Alert, AutoGrid, Button, EmptyState, Flex, Text } from '@hubspot/ui-extensions';
import { AsOf } from '../../../components/AsOf.tsx';
import { TabFrame } from '../../../components/TabFrame.tsx';
import type { CaseList, HomeCases } from '../../../contracts/cases.ts';
import type { AnswerClass } from '../../../contracts/nps.ts';
import { useQuestion } from '../../../hooks/useQuestion.ts';
import { useCases } from '../../cases/useCases.ts';
import { FilterSelect } from '../FilterSelect.tsx';
import { PageButtons } from '../PageButtons.tsx';
import { type Acknowledged, CaseRows } from './CaseRows.tsx';
import { countsNow } from './counts.ts';
import type { Asked, PartProps } from './part.ts';

interface InboxProps extends PartProps {
  view: HomeCases;
  asked: Asked;
  /** Another filter begins at the first page. */
  ask: (changes: Partial<Asked>) => void;
}

/** The cases of a list, the reader's own first. */
export function Inbox(part: PartProps) {
  const { tools } = part;
  const [asked, setAsked] = useState<Asked>({ list: 'open', scope: 'mine', owner: '', class: '', after: '' });
  const { state, reload } = useQuestion('GET /api/1/home/cases', { lang: tools.reader.lang, ...asked }, tools.serverUrl);
  const [done, setDone] = useState<Acknowledged | null>(null);
  const { number } = tools.reader.format;
  function ask(changes: Partial<Asked>) {
    setAsked({ ...asked, after: '', ...changes });
    setDone(null);
  }
  function acknowledged(made: Acknowledged) {
    setDone(made);
    reload();
  }
  return (
    <TabFrame state={state} tools={part.panel} reload={reload}>
      {(view) => (
        <Flex direction="column" gap="md">
          <Cases view={view} asked={asked} ask={ask} acknowledged={acknowledged} {...part}>
            {done && (
              <Alert title={part.words.acknowledged(number(done.n), number(done.of))} variant="success">
                {done.n < done.of && part.words.others}
              </Alert>
            )}
          </Cases>
          <AsOf at={view.asOf} reader={tools.reader} />
          <PageButtons pages={{ after: asked.after, next: view.next, goTo: (after) => ask({ after }) }} reload={reload} tools={tools} />
        </Flex>
      )}
    </TabFrame>
  );
}

/** The cases that were read, with what steps have made of them since: the lists count those steps, too. */
function Cases({ view: read, asked, ask, acknowledged, children, ...part }: InboxProps & { acknowledged: (done: Acknowledged) => void; children: ReactNode }) {
  const { cases, put } = useCases(read.cases);
  const view = { ...read, cases, ...countsNow(read, cases) };
  return (
    <>
      <Lists view={view} asked={asked} ask={ask} {...part} />
      <Filters view={view} asked={asked} ask={ask} {...part} />
      {children}
      {cases.length === 0 ? (
        <Nothing asked={asked} ask={ask} {...part} />
      ) : (
        // Another list, and the same read again, begin without a selection.
        <CaseRows key={`${JSON.stringify(asked)} ${view.asOf}`} view={view} put={put} acknowledged={acknowledged} {...part} />
      )}
    </>
  );
}

/** The lists with how many cases each has. */
function Lists({ view, asked, ask, tools: { reader }, words }: InboxProps) {
  return (
    <Flex direction="column" gap="xs">
      <Flex direction="row" gap="xs" wrap>
        {(Object.keys(words.lists) as CaseList[]).map((list) => (
          <Button key={list} size="sm" variant={list === asked.list ? 'primary' : 'secondary'} onClick={() => ask({ list })}>
            {words.list(words.lists[list], reader.format.number(view.counts[list]))}
          </Button>
        ))}
      </Flex>
      <Text variant="microcopy">{words.intro}</Text>
    </Flex>
  );
}

function Filters({ view, asked, ask, tools: { words: { unknownOwner }, reader }, words }: InboxProps) {
  const ownerName = (id: string) => (id === 'none' ? words.nobody : (view.owners.find((one) => one.id === id)?.name ?? unknownOwner(id)));
  return (
    <AutoGrid columnWidth={220} flexible gap="md">
      <FilterSelect
        label={words.whose}
        name="scope"
        all={words.everybodys}
        value={asked.scope === 'mine' ? 'mine' : ''}
        choices={[{ value: 'mine' }]}
        nameOf={() => words.mine}
        reader={reader}
        onFilter={(scope) => ask({ scope: scope === 'mine' ? 'mine' : 'all', owner: '' })}
      />
      {asked.scope === 'all' && (
        <FilterSelect label={words.owner} name="owner" all={words.everybodys} value={asked.owner} choices={view.owners.map(({ id, open }) => ({ value: id, n: open }))} nameOf={ownerName} reader={reader} onFilter={(owner) => ask({ owner })} />
      )}
      <FilterSelect
        label={words.class}
        name="class"
        all={words.anyClass}
        value={asked.class}
        choices={(['detractor', 'passive', 'promoter'] as const).map((value) => ({ value }))}
        nameOf={(cls) => words.classes[cls as AnswerClass]}
        reader={reader}
        onFilter={(cls) => ask({ class: cls as Asked['class'] })}
      />
    </AutoGrid>
  );
}

function Nothing({ asked, ask, words }: Omit<InboxProps, 'view'>) {
  return (
    <EmptyState title={words.noneTitle} layout="vertical" imageName="task">
      <Flex direction="column" gap="sm" align="center">
        <Text>{words.none}</Text>
        {asked.scope === 'mine' && (
          <Button variant="secondary" onClick={() => ask({ scope: 'all' })}>
            {words.seeAll}
          </Button>
        )}
      </Flex>
    </EmptyState>
  );
}
