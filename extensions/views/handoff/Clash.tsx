import { Alert, Button, ButtonRow, Flex } from '@hubspot/ui-extensions';
import type { SavedText } from '../../contracts/handoff.ts';
import type { HandoffTools } from './handoff-tools.ts';
import { Lines } from './Lines.tsx';

interface ClashProps {
  clash: { theirs: NonNullable<SavedText['clash']>; keepMine: () => void; takeTheirs: () => void };
  tools: HandoffTools;
}

/** Another one changed a text while it was typed here: both are there, and whoever types decides. */
export function Clash({ clash: { theirs, keepMine, takeTheirs }, tools: { words, reader } }: ClashProps) {
  const text = theirs.text || theirs.notApplicable;
  return (
    <Alert title={words.clash(theirs.by ?? words.crm, theirs.at ? reader.format.instant(theirs.at) : '')} variant="warning">
      <Flex direction="column" gap="sm">
        <Lines text={text.trim() === '' ? words.empty : text} />
        <ButtonRow>
          <Button variant="primary" onClick={keepMine}>
            {words.keepMine}
          </Button>
          <Button variant="secondary" onClick={takeTheirs}>
            {words.takeTheirs}
          </Button>
        </ButtonRow>
      </Flex>
    </Alert>
  );
}
