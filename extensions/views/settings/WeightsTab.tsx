import { useState } from 'react';
import { Accordion, Alert, Button, ButtonRow, EmptyState, Flex, LoadingButton, NumberInput, Table, TableBody, TableCell, TableFooter, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import type { WeightsPreview, WeightsView } from '../../contracts/settings.ts';
import { useChange, useQuestion } from '../../hooks/useQuestion.ts';
import { Confirm } from '../../components/Confirm.tsx';
import type { PageTools } from './page-tools.ts';
import { Fault, TabFrame } from '../../components/TabFrame.tsx';
import { WhoMoves } from './WhoMoves.tsx';

/** The weights of the health score: a new version is adopted only after one has seen who changes band. */
export function WeightsTab({ tools }: { tools: PageTools }) {
  const { state, reload } = useQuestion('GET /api/1/settings/weights', { lang: tools.reader.lang }, tools.serverUrl);
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {(view) => (view.version === 0 ? <TooEarly tools={tools} reload={reload} /> : <Weights key={view.version} view={view} tools={tools} reload={reload} />)}
    </TabFrame>
  );
}

function TooEarly({ tools, reload }: { tools: PageTools; reload: () => void }) {
  const words = tools.words.weights;
  return (
    <EmptyState title={words.tooEarlyTitle} layout="vertical" imageName="building">
      <Text>{words.tooEarly}</Text>
      <Button variant="secondary" onClick={reload}>
        {tools.words.page.reload}
      </Button>
    </EmptyState>
  );
}

/** What stands in the inputs: an empty one counts as 0. */
function cleaned(weight: number | undefined): number {
  return Number.isFinite(weight) ? Math.min(100, Math.max(0, weight!)) : 0;
}

function Weights({ view, tools, reload }: { view: WeightsView; tools: PageTools; reload: () => void }) {
  const { reader, serverUrl, actions } = tools;
  const words = tools.words.weights;
  const present = Object.fromEntries(view.signals.map((signal) => [signal.id, signal.weight]));
  const [chosen, setChosen] = useState<Record<string, number>>(present);
  const [seen, setSeen] = useState<{ preview: WeightsPreview; of: string } | null>(null);
  const preview = useChange('POST /api/1/settings/weights/preview', serverUrl);
  const adopt = useChange('POST /api/1/settings/weights', serverUrl);
  const weights = view.signals.map(({ id }) => ({ signal: id, weight: cleaned(chosen[id]) }));
  const sum = weights.reduce((total, { weight }) => total + weight, 0);
  const asked = JSON.stringify(weights);
  const isChanged = view.signals.some((signal) => cleaned(chosen[signal.id]) !== signal.weight);

  async function see() {
    const answer = await preview.make({ lang: reader.lang }, { weights }, false);
    setSeen(answer && { preview: answer, of: asked });
  }
  async function take() {
    const answer = await adopt.make({ lang: reader.lang }, { basedOn: view.version, weights });
    if (!answer) return;
    actions.addAlert({ type: 'success', title: tools.words.page.saved, message: words.adopted(answer.version) });
    reload();
  }
  return (
    <Flex direction="column" gap="md">
      <Text>{words.intro}</Text>
      <Text variant="microcopy">{words.version(view.version, view.adoptedAt ? reader.format.date(view.adoptedAt) : '', view.adoptedBy)}</Text>
      <WeightTable view={view} chosen={chosen} sum={sum} tools={tools} onChange={(id, weight) => setChosen((before) => ({ ...before, [id]: weight }))} />
      {sum === 0 && <Alert title={words.allZero} variant="warning" />}
      <Fault fault={preview.fault ?? adopt.fault} tools={tools} />
      <ButtonRow>
        <LoadingButton variant="secondary" loading={preview.busy} disabled={sum === 0 || !isChanged} onClick={() => void see()}>
          {words.preview}
        </LoadingButton>
        <Button variant="secondary" disabled={!isChanged} onClick={() => setChosen(present)}>
          {words.reset}
        </Button>
      </ButtonRow>
      {seen && <WhoMoves preview={seen.preview} dwellDays={view.dwellDays} tools={tools} />}
      {seen && seen.of !== asked && <Alert title={words.changedSince} variant="warning" />}
      {view.role === 'admin' ? (
        <Confirm
          label={words.adopt}
          confirm={words.adopt}
          cancel={tools.words.page.cancel}
          text={words.adoptText(view.version + 1)}
          busy={adopt.busy}
          disabled={seen === null || seen.of !== asked || !isChanged}
          onConfirm={take}
        />
      ) : (
        <Text variant="microcopy">{tools.words.page.readOnly}</Text>
      )}
      {view.versions.length > 1 && <History versions={view.versions.slice(1)} tools={tools} />}
    </Flex>
  );
}

interface WeightTableProps {
  view: WeightsView;
  chosen: Record<string, number>;
  sum: number;
  tools: PageTools;
  onChange: (id: string, weight: number) => void;
}

function WeightTable({ view, chosen, sum, tools, onChange }: WeightTableProps) {
  const { format } = tools.reader;
  const words = tools.words.weights;
  return (
    <Table density="condensed">
      <TableHead>
        <TableRow>
          <TableHeader width="max">{words.signal}</TableHeader>
          <TableHeader align="right">{words.share}</TableHeader>
          <TableHeader align="right">{words.known}</TableHeader>
          <TableHeader align="right">{words.usual}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {view.signals.map(({ id, label, known, defaultWeight }) => (
          <TableRow key={id}>
            <TableCell width="max">
              <NumberInput label={label} name={id} min={0} max={100} precision={1} value={chosen[id] ?? 0} onInput={(weight) => onChange(id, weight)} onChange={(weight) => onChange(id, weight)} />
            </TableCell>
            <TableCell align="right">{sum === 0 ? '-' : format.percent(cleaned(chosen[id]) / sum)}</TableCell>
            <TableCell align="right">{words.knownOf(format.number(known), format.number(view.scored))}</TableCell>
            <TableCell align="right">{format.number(defaultWeight)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
      <TableFooter>
        <TableRow>
          <TableHeader>
            {words.sum}: {format.number(sum, Number.isInteger(sum) ? 0 : 1)}
          </TableHeader>
          <TableHeader align="right">{sum === 0 ? '-' : format.percent(1)}</TableHeader>
          <TableCell colSpan={2}>{''}</TableCell>
        </TableRow>
      </TableFooter>
    </Table>
  );
}

function History({ versions, tools }: { versions: WeightsView['versions']; tools: PageTools }) {
  const { format } = tools.reader;
  const words = tools.words.weights;
  return (
    <Accordion title={words.history}>
      <Flex direction="column" gap="sm">
        {versions.map(({ version, adoptedAt, adoptedBy, weights }) => (
          <Flex key={version} direction="column" gap="flush">
            <Text format={{ fontWeight: 'demibold' }}>{words.version(version, format.date(adoptedAt), adoptedBy)}</Text>
            <Text variant="microcopy">{weights.map(({ label, weight }) => `${label} ${format.number(weight, Number.isInteger(weight) ? 0 : 1)}`).join(' · ')}</Text>
          </Flex>
        ))}
      </Flex>
    </Accordion>
  );
}
