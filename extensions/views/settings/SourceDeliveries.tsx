import { useEffect, useState } from 'react';
import { Button, ButtonRow, Flex, Heading, LoadingButton, StatusTag, Text } from '@hubspot/ui-extensions';
import type { DeliveriesView, SourceRow } from '../../contracts/settings.ts';
import { useChange, useQuestion } from '../../hooks/useQuestion.ts';
import type { PageTools } from './page-tools.ts';
import { Fault, TabFrame } from '../../components/TabFrame.tsx';

interface SourceDeliveriesProps {
  source: SourceRow;
  admin: boolean;
  tools: PageTools;
  changed: () => void;
}

/** A delivery is read within seconds: until then its result is looked for this often, this many times. */
const LOOK_MS = 2_000;
const LOOKS = 3;

/** What came in and what became of it; what could not be read is read again, one or all, and the result is shown. */
export function SourceDeliveries({ source, admin, tools, changed }: SourceDeliveriesProps) {
  const words = tools.words.sources;
  const lang = tools.reader.lang;
  const { state, reload } = useQuestion('GET /api/1/settings/sources/:sourceId/deliveries', { sourceId: source.id, lang }, tools.serverUrl);
  const rerun = useChange('POST /api/1/settings/sources/:sourceId/rerun', tools.serverUrl);
  const [looks, setLooks] = useState(0);

  useEffect(() => {
    if (looks === 0) return undefined;
    const timer = setTimeout(() => {
      setLooks(looks - 1);
      reload();
      // The list behind is drawn anew, and this with it: last of all.
      if (looks === 1) changed();
    }, LOOK_MS);
    return () => clearTimeout(timer);
  }, [looks]);

  async function again(deliveryId: string | null) {
    const answer = await rerun.make({ sourceId: source.id, lang }, { deliveryId });
    if (!answer) return;
    tools.actions.addAlert({ type: 'success', message: words.rerunDone(answer.deliveries) });
    reload();
    setLooks(LOOKS);
  }
  return (
    <Flex direction="column" gap="sm">
      <Heading>{words.deliveries}</Heading>
      <Fault fault={rerun.fault} tools={tools} />
      {admin && source.failed > 0 && (
        <LoadingButton variant="secondary" loading={rerun.busy} onClick={() => void again(null)}>
          {words.rerun}
        </LoadingButton>
      )}
      <TabFrame state={state} tools={tools} reload={reload}>
        {(view) => <DeliveryList deliveries={view.deliveries} busy={rerun.busy} again={admin ? again : null} tools={tools} />}
      </TabFrame>
      <ButtonRow>
        <Button variant="secondary" size="sm" onClick={reload}>
          {tools.words.page.reload}
        </Button>
      </ButtonRow>
    </Flex>
  );
}

const looksLike = { received: 'info', parsed: 'success', failed: 'danger' } as const;

interface DeliveryListProps {
  deliveries: DeliveriesView['deliveries'];
  busy: boolean;
  /** null: the reader may not. */
  again: ((deliveryId: string) => Promise<void>) | null;
  tools: PageTools;
}

function DeliveryList({ deliveries, busy, again, tools }: DeliveryListProps) {
  const words = tools.words.sources;
  if (deliveries.length === 0) return <Text>{words.noDeliveries}</Text>;
  return (
    <Flex direction="column" gap="sm">
      {deliveries.map(({ id, receivedAt, state, reason, counts, problems }) => (
        <Flex key={id} direction="column" gap="flush" align="start">
          <Flex direction="row" gap="sm" align="center" wrap>
            <StatusTag variant={looksLike[state]}>{words.deliveryStates[state]}</StatusTag>
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
          {again && (state === 'failed' || (counts?.error ?? 0) > 0) && (
            <Button variant="transparent" size="xs" disabled={busy} onClick={() => void again(id)}>
              {words.rerunOne}
            </Button>
          )}
        </Flex>
      ))}
    </Flex>
  );
}
