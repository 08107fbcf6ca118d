import { Accordion, Divider, EmptyState, Flex, Heading, Tab, Tabs, Text } from '@hubspot/ui-extensions';
import type { CardContext } from '../../api/card-context.ts';
import { recordIdOf, serverUrlOf } from '../../api/card-context.ts';
import { AsOf } from '../../components/AsOf.tsx';
import { HomeLink } from '../../components/HomeLink.tsx';
import type { HandoffView, Onboarding } from '../../contracts/handoff.ts';
import { useQuestion } from '../../hooks/useQuestion.ts';
import { useReloadOn } from '../../hooks/useReloadOn.ts';
import { handoffWording } from '../../wording/handoff.ts';
import { onboardingWording } from '../../wording/onboarding.ts';
import { readerOf } from '../../wording/reader.ts';
import { TabFrame } from '../../components/TabFrame.tsx';
import { Ahead } from './Ahead.tsx';
import { Checklist } from './Checklist.tsx';
import { ConfirmStep } from './ConfirmStep.tsx';
import { Decision } from './Decision.tsx';
import { Expectations } from './Expectations.tsx';
import { FirstValue } from './FirstValue.tsx';
import { HandoffHead } from './HandoffHead.tsx';
import { hasEnded, type OnboardingTools } from './handoff-tools.ts';
import { History } from './History.tsx';
import { KickOff } from './KickOff.tsx';
import { Legs } from './Legs.tsx';
import { PauseClock } from './PauseClock.tsx';
import { Told } from './Told.tsx';

/** The company's tab "Onboarding": CS takes the baton, holds the kick-off, keeps the promises, reaches first value. */
export function OnboardingTab({ context, mark }: { context: CardContext; mark: string | null }) {
  const reader = readerOf(context);
  const tools: OnboardingTools = { reader, words: { ...handoffWording[reader.lang], ...onboardingWording[reader.lang] }, serverUrl: serverUrlOf(context) };
  const companyId = recordIdOf(context);
  const { state, reload } = useQuestion('GET /api/1/onboarding/:companyId', { lang: reader.lang, companyId }, tools.serverUrl);
  useReloadOn(mark, reload);
  return (
    <TabFrame state={state} tools={tools} reload={reload} keeps>
      {(view) => <Body view={view} tools={tools} reload={reload} />}
    </TabFrame>
  );
}

interface BodyProps {
  view: Onboarding;
  tools: OnboardingTools;
  reload: () => void;
}

function Body(props: BodyProps) {
  const { view, tools } = props;
  const { words, reader } = tools;
  const [newest, ...others] = view.handoffs;
  if (!newest) {
    return (
      <EmptyState title={words.noneTitle} layout="vertical" imageName="deals">
        <Text>{words.none}</Text>
      </EmptyState>
    );
  }
  return (
    <Flex direction="column" gap="md">
      <One key={newest.id} handoff={newest} {...props} />
      {others.map((handoff) => (
        <Accordion key={handoff.id} title={`${handoff.dealName ?? handoff.dealId}: ${words.states[handoff.state]}`}>
          <One handoff={handoff} {...props} />
        </Accordion>
      ))}
      <AsOf at={view.asOf} reader={reader} />
      <HomeLink tab="handoffs" text={words.all} />
    </Flex>
  );
}

function One({ handoff, view, tools, reload }: BodyProps & { handoff: HandoffView }) {
  const { words } = tools;
  const { owners } = view;
  const part = { handoff, tools, reload };
  const selling = handoff.legs[0]?.state === 'holding';
  const reopenable = view.handoffs.every((other) => other.dealId !== handoff.dealId || hasEnded(other));
  const next = handoff.legs.find((leg) => leg.state === 'waiting');
  return (
    <Flex direction="column" gap="md">
      <Heading>{handoff.dealName ?? handoff.dealId}</Heading>
      <HandoffHead handoff={handoff} tools={tools} />
      <PauseClock {...part} />
      <Ahead handoff={handoff} tools={tools} />
      {handoff.offered && <Decision {...part} owners={owners} you={view.you} />}
      <Divider />
      {selling ? (
        <Told handoff={handoff} tools={tools} />
      ) : (
        <Tabs defaultSelected={handoff.kickOffAt ? 'expectations' : 'kick-off'}>
          <Tab tabId="kick-off" title={words.kickOff}>
            <KickOff {...part} />
          </Tab>
          <Tab tabId="checklist" title={words.checklist}>
            <Checklist {...part} />
          </Tab>
          <Tab tabId="expectations" title={words.expectations}>
            <Expectations {...part} />
          </Tab>
          <Tab tabId="first-value" title={words.firstValue}>
            <FirstValue {...part} />
          </Tab>
          <Tab tabId="told" title={words.sold}>
            <Told handoff={handoff} tools={tools} />
          </Tab>
        </Tabs>
      )}
      {!selling && (
        <Accordion title={words.history} size="small">
          <History handoff={handoff} tools={tools} />
        </Accordion>
      )}
      {!selling && !hasEnded(handoff) && !handoff.offered && next && (
        <>
          <Divider />
          {handoff.passBlocked ? (
            <Text>{words.passBlocked(next.label)}</Text>
          ) : (
            <ConfirmStep {...part} label={words.pass(next.label)} text={words.passText(next.label)} step={{ kind: 'submit' }} />
          )}
        </>
      )}
      <Legs {...part} owners={owners} reopenable={reopenable} />
    </Flex>
  );
}
