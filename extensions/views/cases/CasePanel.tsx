import { Accordion, Flex, Link, List, Text } from '@hubspot/ui-extensions';
import { ClassTag } from '../../components/ClassTag.tsx';
import type { CaseView } from '../../contracts/cases.ts';
import type { CauseChoice } from '../../contracts/causes.ts';
import { answerWording, scoreText } from '../../wording/answers.ts';
import { CaseCauses } from './CaseCauses.tsx';
import { CaseStateTag } from './CaseStateTag.tsx';
import { CaseSteps } from './CaseSteps.tsx';
import type { CaseTools } from './case-tools.ts';
import { DueText } from './DueText.tsx';

interface CasePanelProps {
  one: CaseView;
  tools: CaseTools;
  /** Names the company, where the record is another one. */
  linked?: boolean;
  /** What an answer can be about. */
  choices: readonly CauseChoice[];
  /** A step was made, or somebody else made one: the case as it stands now. */
  onCase: (one: CaseView) => void;
}

/** A case: what was answered, until when the customer hears of it, what was done, and what can be done now. */
export function CasePanel({ one, tools, linked = false, choices, onCase }: CasePanelProps) {
  const { words, reader } = tools;
  const { company, person, comment, owner, state, closeReason } = one;
  const answers = answerWording[reader.lang];
  return (
    <Flex direction="column" gap="xs">
      {linked && <Link href={company.recordUrl}>{company.name ?? words.unnamed(company.id)}</Link>}
      <Flex direction="row" gap="sm" align="center" wrap>
        <ClassTag answer={one} reader={reader} />
        <Text format={{ fontWeight: 'demibold' }}>{scoreText(one, reader)}</Text>
        <CaseStateTag state={state} tools={tools} />
        {closeReason !== null && <Text variant="microcopy">{words.reasons[closeReason]}</Text>}
      </Flex>
      <DueText one={one} tools={tools} />
      <Text>{comment ?? answers.noComment}</Text>
      <Text variant="microcopy">
        {words.said(person ?? answers.anonymous, reader.format.instant(one.answeredAt))}. {words.owner(owner === null ? words.nobody : (owner.name ?? owner.id))}
      </Text>
      {choices.length > 0 && <CaseCauses one={one} choices={choices} tools={tools} onCase={onCase} />}
      <Accordion title={words.history} size="xs">
        <Moves one={one} tools={tools} />
      </Accordion>
      <CaseSteps one={one} tools={tools} onCase={onCase} />
    </Flex>
  );
}

function Moves({ one: { moves }, tools: { words, reader } }: Pick<CasePanelProps, 'one' | 'tools'>) {
  return (
    <List variant="unordered">
      {moves.map((move, at) => (
        <Text key={`${move.at}-${at}`}>
          {words.move(reader.format.instant(move.at), move.told, move.who ?? words.byBaton)}
          {move.note !== null && ` (${move.note})`}
        </Text>
      ))}
    </List>
  );
}
