import { useEffect, useState } from 'react';
import { BarChart, Button, Flex, Heading, LoadingButton, ProgressBar, StatusTag, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import { AsOf } from '../../../components/AsOf.tsx';
import { Fault, TabFrame } from '../../../components/TabFrame.tsx';
import type { CausesView, DraftCause } from '../../../contracts/causes.ts';
import { useChange, useQuestion } from '../../../hooks/useQuestion.ts';
import { OpenPanel } from '../OpenPanel.tsx';
import type { PageTools } from '../page-tools.ts';
import { CauseForm } from './CauseForm.tsx';
import { type Draft, draftsOf, isSame, nameOf } from './drafts.ts';
import { Trial } from './Trial.tsx';

/** How soon one looks again how far the answers have been read. */
const AGAIN_MS = 3_000;
/** So many stand side by side and can be read. */
const MOST_BARS = 8;

/** Why customers answer as they do: the account's causes, how often they are meant, and the words they are known by. */
export function CausesTab({ tools }: { tools: PageTools }) {
  const { state, reload } = useQuestion('GET /api/1/settings/causes', { lang: tools.reader.lang }, tools.serverUrl);
  return (
    <TabFrame state={state} tools={tools} reload={reload} keeps>
      {(view) => <Causes view={view} tools={tools} reload={reload} />}
    </TabFrame>
  );
}

interface CausesProps {
  view: CausesView;
  tools: PageTools;
  reload: () => void;
}

function Causes({ view, tools, reload }: CausesProps) {
  const words = tools.words.causes;
  // What was changed here and is not saved, and over which revision; null: nothing.
  const [mine, setMine] = useState<{ revision: number; drafts: readonly Draft[] } | null>(null);
  const { busy, fault, make, clear } = useChange('POST /api/1/settings/causes', tools.serverUrl);
  const kept = draftsOf(view);
  const { revision, drafts } = mine ?? { revision: view.revision, drafts: kept };
  const admin = view.role === 'admin';

  async function save(causes: readonly DraftCause[]) {
    if ((await make({ lang: tools.reader.lang }, { revision, causes: [...causes] })) === null) return;
    setMine(null);
    tools.actions.addAlert({ type: 'success', message: words.saved });
    reload();
  }
  function put(draft: Draft) {
    setMine({ revision, drafts: drafts.some(({ at }) => at === draft.at) ? drafts.map((one) => (one.at === draft.at ? draft : one)) : [...drafts, draft] });
  }
  return (
    <Flex direction="column" gap="md">
      <Text>{words.intro}</Text>
      {!view.saved && <Text variant="microcopy">{words.started}</Text>}
      <Reading view={view} tools={tools} reload={reload} />
      <Counted view={view} tools={tools} />
      <Rows view={view} kept={kept} drafts={drafts} put={put} tools={tools} />
      {admin ? (
        <Flex direction="row" gap="sm" align="center" wrap>
          <Button variant="secondary" onClick={() => put({ at: `new-${drafts.length}`, id: null, name: words.newName, terms: [], archived: false })}>
            {words.add}
          </Button>
          <LoadingButton variant="primary" loading={busy} disabled={mine === null || drafts.some(({ id, name }) => id === null && !name?.trim())} onClick={() => void save(drafts.map(({ at: _, ...cause }) => cause))}>
            {words.save}
          </LoadingButton>
          {mine !== null && (
            <Button variant="transparent" disabled={busy} onClick={() => (setMine(null), clear())}>
              {words.discard}
            </Button>
          )}
          {mine !== null && <Text variant="microcopy">{words.unsaved}</Text>}
        </Flex>
      ) : (
        <Text variant="microcopy">{tools.words.page.readOnly}</Text>
      )}
      <Fault fault={fault} tools={tools} />
      <Trial drafts={drafts} tools={tools} />
      <AsOf at={view.asOf} reader={tools.reader} />
    </Flex>
  );
}

/** How far the answers have been read with the words; looked at again until they all have been. */
function Reading({ view: { reading, readAt, asOf }, tools, reload }: CausesProps) {
  const { format } = tools.reader;
  const words = tools.words.causes;
  useEffect(() => {
    if (reading === null) return;
    const timer = setTimeout(reload, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [asOf, reading === null]);
  if (reading === null) return readAt === null ? null : <Text variant="microcopy">{words.readAt(format.instant(readAt))}</Text>;
  if (reading.of === 0) return <Text variant="microcopy">{words.readingSoon}</Text>;
  return <ProgressBar title={words.reading} value={reading.read} maxValue={reading.of} valueDescription={words.ofTotal(format.number(reading.read), format.number(reading.of))} />;
}

type Counts = CausesView['causes'][number]['answers'];
const sum = ({ promoters, passives, detractors }: Counts) => promoters + passives + detractors;

/** The causes in a picture, by how happy those were who gave them. */
function Counted({ view: { causes, period }, tools }: Omit<CausesProps, 'reload'>) {
  const words = tools.words.causes;
  const { number, percent } = tools.reader.format;
  const days = number(period.days);
  if (period.commented === 0) return <Text>{words.noneCounted(days)}</Text>;
  const shown = causes.filter(({ archived, answers }) => !archived && sum(answers) > 0).slice(0, MOST_BARS);
  const names = Object.keys(words.classes) as (keyof Counts)[];
  const bars = shown.flatMap(({ label, answers }) => names.map((name) => ({ cause: label, n: answers[name], class: words.classes[name] })));
  return (
    <Flex direction="column" gap="xs">
      <Heading>{words.chart}</Heading>
      <Text>{words.counted(days, number(period.commented), number(period.tagged), percent(period.tagged / period.commented))}</Text>
      {bars.length > 0 && (
        <BarChart
          data={bars}
          axes={{
            x: { field: 'cause', fieldType: 'category', label: words.cause },
            y: { field: 'n', fieldType: 'linear', label: words.axis },
            options: { groupFieldByColor: 'class', stacking: true, colors: { [words.classes.promoters]: 'green', [words.classes.passives]: 'yellow', [words.classes.detractors]: 'orange' } },
          }}
          options={{ showLegend: true, showTooltips: true }}
        />
      )}
    </Flex>
  );
}

interface RowsProps extends Omit<CausesProps, 'reload'> {
  kept: readonly Draft[];
  drafts: readonly Draft[];
  put: (draft: Draft) => void;
}

function Rows({ view, kept, drafts, put, tools }: RowsProps) {
  const words = tools.words.causes;
  return (
    <Table density="condensed">
      <TableHead>
        <TableRow>
          <TableHeader width="max">{words.cause}</TableHeader>
          <TableHeader align="right">{words.answers}</TableHeader>
          <TableHeader>{words.terms}</TableHeader>
          <TableHeader align="right">{words.open}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {drafts.map((draft) => (
          <Row key={draft.at} draft={draft} was={kept.find(({ at }) => at === draft.at)} answers={view.causes.find(({ id }) => id === draft.id)?.answers} view={view} put={put} tools={tools} />
        ))}
      </TableBody>
    </Table>
  );
}

function Row({ draft, was, answers, view, put, tools }: Pick<RowsProps, 'view' | 'put' | 'tools'> & { draft: Draft; was: Draft | undefined; answers: Counts | undefined }) {
  const words = tools.words.causes;
  const { number } = tools.reader.format;
  const name = nameOf(draft, view);
  const { terms, archived } = draft;
  return (
    <TableRow>
      <TableCell width="max">
        <Flex direction="row" gap="sm" align="center" wrap>
          <Text format={{ fontWeight: 'demibold' }}>{name}</Text>
          {archived && <StatusTag variant="default">{words.archived}</StatusTag>}
          {was === undefined ? <StatusTag variant="info">{words.isNew}</StatusTag> : !isSame(was, draft) && <StatusTag variant="info">{words.changed}</StatusTag>}
        </Flex>
      </TableCell>
      <TableCell align="right">
        <Text>{number(answers === undefined ? 0 : sum(answers))}</Text>
        {answers !== undefined && answers.detractors > 0 && <Text variant="microcopy">{words.unhappy(number(answers.detractors), answers.detractors === 1)}</Text>}
      </TableCell>
      <TableCell>
        <Text variant="microcopy">{terms.length === 0 ? '–' : `${terms.slice(0, 4).join(', ')}${terms.length > 4 ? '…' : ''}`}</Text>
        <Text variant="microcopy">{words.termCount(number(terms.length), terms.length === 1)}</Text>
      </TableCell>
      <TableCell align="right">
        <OpenPanel id={`cause-${draft.at}`} name={name} words={words}>
          <CauseForm draft={draft} own={view.causes.find(({ id }) => id === draft.id)} readOnly={view.role !== 'admin'} put={put} tools={tools} />
        </OpenPanel>
      </TableCell>
    </TableRow>
  );
}
