import { useState } from 'react';
import { Button, Flex, MultiSelect, Tag } from '@hubspot/ui-extensions';
import { Fault } from '../../components/TabFrame.tsx';
import type { CaseView } from '../../contracts/cases.ts';
import type { CauseChoice } from '../../contracts/causes.ts';
import { useChange } from '../../hooks/useQuestion.ts';
import type { CaseTools } from './case-tools.ts';

/** What an answer is about, in words. */
export function CauseTags({ causes }: Pick<CaseView, 'causes'>) {
  if (causes.length === 0) return null;
  return (
    <Flex direction="row" gap="xs" wrap>
      {causes.map(({ id, label }) => (
        <Tag key={id}>{label}</Tag>
      ))}
    </Flex>
  );
}

interface CaseCausesProps {
  one: CaseView;
  /** What an answer can be about. */
  choices: readonly CauseChoice[];
  tools: CaseTools;
  onCase: (one: CaseView) => void;
}

/** What an answer is about; it can be changed: each cause that is put on or taken off is kept at once, and counts for more than the words. */
export function CaseCauses({ one, choices, tools, onCase }: CaseCausesProps) {
  const { words, reader, serverUrl } = tools;
  const { fault, make } = useChange('POST /api/1/answers/:answerId/causes', serverUrl);
  const [isOpen, setOpen] = useState(false);
  // What is being kept: shown as chosen, so that nobody chooses twice.
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const present = one.causes.map(({ id }) => id);

  async function choose(ids: readonly string[]) {
    setChosen(ids);
    const changes = [...ids.filter((id) => !present.includes(id)).map((causeId) => ({ causeId, on: true })), ...present.filter((id) => !ids.includes(id)).map((causeId) => ({ causeId, on: false }))];
    let { causes } = one;
    for (const change of changes) {
      const made = await make({ lang: reader.lang, answerId: one.answerId }, change);
      if (made === null) break;
      causes = made.causes;
    }
    setChosen(null);
    onCase({ ...one, causes });
  }
  return (
    <Flex direction="column" gap="xs">
      <Flex direction="row" gap="xs" align="center" wrap>
        <CauseTags causes={one.causes} />
        <Button variant="transparent" size="xs" onClick={() => setOpen(!isOpen)}>
          {isOpen ? words.causesDone : present.length === 0 ? words.causesMark : words.causesChange}
        </Button>
      </Flex>
      {isOpen && (
        <MultiSelect
          label={words.causes}
          name={`causes-${one.id}`}
          description={words.causesHint}
          readOnly={chosen !== null}
          value={[...(chosen ?? present)]}
          options={choices.map(({ id, label }) => ({ value: id, label }))}
          onChange={(ids) => void choose(ids.map(String))}
        />
      )}
      <Fault fault={fault} tools={tools} />
    </Flex>
  );
}
