import { useEffect } from 'react';
import { EmptyState, Flex, Text, Tile } from '@hubspot/ui-extensions';
import { AsOf } from '../../components/AsOf.tsx';
import { TabFrame } from '../../components/TabFrame.tsx';
import type { CaseView, RecordCases as RecordCasesView } from '../../contracts/cases.ts';
import { useQuestion } from '../../hooks/useQuestion.ts';
import { useReloadOn } from '../../hooks/useReloadOn.ts';
import { CasePanel } from './CasePanel.tsx';
import { useCases } from './useCases.ts';
import type { CaseTools } from './case-tools.ts';

interface RecordCasesProps {
  /** The company's card, or a person's. */
  record: { companyId: string } | { contactId: string };
  tools: CaseTools;
  /** Asked again when it changes. */
  mark: string | null;
  /** What is shown, whenever it changes. */
  onCases?: (cases: readonly CaseView[], asOf: string) => void;
}

/** The cases of a record, asked when it is first drawn: open ones by what is due first, then closed ones. */
export function RecordCases({ record, tools, mark, onCases }: RecordCasesProps) {
  const isContact = 'contactId' in record;
  const { state, reload } = useQuestion(isContact ? 'GET /api/1/cases/contact/:contactId' : 'GET /api/1/cases/company/:companyId', { lang: tools.reader.lang, ...record }, tools.serverUrl);
  useReloadOn(mark, reload);
  return (
    <TabFrame state={state} tools={tools} reload={reload} keeps>
      {(view) => <Cases view={view} linked={isContact} tools={tools} onCases={onCases} />}
    </TabFrame>
  );
}

function Cases({ view, linked, tools, onCases }: Pick<RecordCasesProps, 'tools' | 'onCases'> & { view: RecordCasesView; linked: boolean }) {
  const { words, reader } = tools;
  const { cases, put } = useCases(view.cases);
  useEffect(() => onCases?.(cases, view.asOf), [cases]);
  if (cases.length === 0) {
    return (
      <EmptyState title={words.noneTitle} layout="vertical" imageName="task">
        <Text>{words.none}</Text>
      </EmptyState>
    );
  }
  return (
    <Flex direction="column" gap="sm">
      <Text variant="microcopy">{words.intro}</Text>
      {cases.map((one) => (
        <Tile key={one.id} compact>
          <CasePanel one={one} tools={tools} linked={linked} choices={view.causes} onCase={put} />
        </Tile>
      ))}
      <AsOf at={view.asOf} reader={reader} />
    </Flex>
  );
}
