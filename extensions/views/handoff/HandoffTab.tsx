import { Accordion, Divider, EmptyState, Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import type { CardContext } from '../../api/card-context.ts';
import { recordIdOf, serverUrlOf } from '../../api/card-context.ts';
import { AsOf } from '../../components/AsOf.tsx';
import { HomeLink } from '../../components/HomeLink.tsx';
import type { DealHandoff, HandoffView } from '../../contracts/handoff.ts';
import { useChange, useQuestion } from '../../hooks/useQuestion.ts';
import { useReloadOn } from '../../hooks/useReloadOn.ts';
import { handoffWording } from '../../wording/handoff.ts';
import { readerOf } from '../../wording/reader.ts';
import { saleWording } from '../../wording/sale.ts';
import { Fault, TabFrame } from '../../components/TabFrame.tsx';
import { Checklist } from './Checklist.tsx';
import { HandoffHead } from './HandoffHead.tsx';
import type { SaleTools } from './handoff-tools.ts';
import { History } from './History.tsx';
import { Legs } from './Legs.tsx';
import { PauseClock } from './PauseClock.tsx';
import { SaleForm } from './SaleForm.tsx';
import { Told } from './Told.tsx';

/** The deal's tab "Handoff": sales tells CS what it must know, and sees what became of it. */
export function HandoffTab({ context, mark }: { context: CardContext; mark: string | null }) {
  const reader = readerOf(context);
  const tools: SaleTools = { reader, words: { ...handoffWording[reader.lang], ...saleWording[reader.lang] }, serverUrl: serverUrlOf(context) };
  const dealId = recordIdOf(context);
  const { state, reload } = useQuestion('GET /api/1/handoffs/deal/:dealId', { lang: reader.lang, dealId }, tools.serverUrl);
  useReloadOn(mark, reload);
  return (
    <TabFrame state={state} tools={tools} reload={reload} keeps>
      {(view) => (view.handoff ? <Card key={view.handoff.id} view={view} handoff={view.handoff} tools={tools} reload={reload} /> : <Start dealId={dealId} tools={tools} reload={reload} />)}
    </TabFrame>
  );
}

function Start({ dealId, tools, reload }: { dealId: string; tools: SaleTools; reload: () => void }) {
  const { words, reader, serverUrl } = tools;
  const { busy, fault, make } = useChange('POST /api/1/handoffs/deal/:dealId/start', serverUrl);
  return (
    <Flex direction="column" gap="sm">
      <EmptyState title={words.startTitle} layout="vertical" imageName="deals">
        <Flex direction="column" gap="sm" align="center">
          <Text>{words.start}</Text>
          <LoadingButton variant="primary" loading={busy} onClick={() => void make({ lang: reader.lang, dealId }, {}).then((made) => made && reload())}>
            {words.startNow}
          </LoadingButton>
        </Flex>
      </EmptyState>
      <Fault fault={fault} tools={tools} />
    </Flex>
  );
}

function Card({ view, handoff, tools, reload }: { view: DealHandoff; handoff: HandoffView; tools: SaleTools; reload: () => void }) {
  const { words, reader } = tools;
  const part = { handoff, tools, reload };
  const selling = ['draft', 'returned', 'reopened'].includes(handoff.state) && handoff.legs[0]?.state === 'holding';
  const next = handoff.legs.find((leg) => leg.state === 'waiting');
  return (
    <Flex direction="column" gap="md">
      <HandoffHead handoff={handoff} tools={tools} />
      <PauseClock {...part} />
      <Divider />
      {selling ? <SaleForm {...part} owners={view.owners} asOf={view.asOf} /> : <Told handoff={handoff} tools={tools} />}
      {handoff.checklist.length > 0 && (
        <Accordion title={words.checklist} size="small" defaultOpen={selling}>
          <Checklist {...part} />
        </Accordion>
      )}
      {handoff.offered && next && <Text>{words.waitsFor(next.label)}</Text>}
      <Legs {...part} owners={view.owners} reopenable />
      <Accordion title={words.history} size="small">
        <History handoff={handoff} tools={tools} />
      </Accordion>
      <AsOf at={view.asOf} reader={reader} />
      <HomeLink tab="handoffs" text={words.all} />
    </Flex>
  );
}
