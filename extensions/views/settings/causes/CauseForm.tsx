import { useState } from 'react';
import { Button, Flex, Input, PanelBody, PanelSection, Text, TextArea } from '@hubspot/ui-extensions';
import type { CauseRow } from '../../../contracts/causes.ts';
import type { PageTools } from '../page-tools.ts';
import { type Draft, termsOf } from './drafts.ts';

interface CauseFormProps {
  draft: Draft;
  /** As the server has it; undefined: it is new. */
  own: CauseRow | undefined;
  readOnly: boolean;
  put: (draft: Draft) => void;
  tools: PageTools;
}

/** One cause: its name and its words. What is changed stands on the list at once, and counts once it is saved there. */
export function CauseForm({ draft, own, readOnly, put, tools }: CauseFormProps) {
  const words = tools.words.causes;
  const [terms, setTerms] = useState(draft.terms.join(', '));
  const { name, archived } = draft;
  // A name of Baton's own needs none of the account's.
  const baton = own !== undefined && own.name === null ? own.label : null;
  const isMissing = baton === null && !name?.trim();

  function type(text: string) {
    setTerms(text);
    put({ ...draft, terms: termsOf(text) });
  }
  return (
    <PanelBody>
      <PanelSection>
        <Flex direction="column" gap="md">
          <Input
            label={words.name}
            name={`name-${draft.at}`}
            readOnly={readOnly}
            value={name ?? ''}
            {...(baton !== null && { description: words.nameHint(baton), placeholder: baton })}
            error={isMissing}
            {...(isMissing && { validationMessage: words.nameMissing })}
            onInput={(text) => put({ ...draft, name: text.trim() === '' && baton !== null ? null : text.slice(0, 60) })}
          />
          <TextArea label={words.termsLabel} name={`terms-${draft.at}`} description={words.termsHint} readOnly={readOnly} rows={10} value={terms} onInput={type} />
          {!readOnly && (
            <Flex direction="column" gap="xs">
              <Text variant="microcopy">{words.archiveText}</Text>
              <Button variant="secondary" onClick={() => put({ ...draft, archived: !archived })}>
                {archived ? words.restore : words.archive}
              </Button>
              <Text variant="microcopy">{words.kept}</Text>
            </Flex>
          )}
        </Flex>
      </PanelSection>
    </PanelBody>
  );
}
