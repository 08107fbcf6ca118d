import { Alert, Button, ButtonRow, Flex } from '@hubspot/ui-extensions';
import type { SavedText } from '../../contracts/handoff.ts';
import type { HandoffTools } from './handoff-tools.ts';
import { Lines } from './Lines.tsx';

interface ClashProps {
  clash: NonNullable<SavedText['clash']>;
  tools: HandoffTools;
  onMine: () => void;
  onTheirs: () => void;
}

/** Another one changed a text while it was typed here: both are there, and whoever types decides. */
export function Clash({ clash, tools: { words, reader }, onMine, onTheirs }: ClashProps) {
  const text = clash.text || clash.notApplicable;
  return (
    <Alert title={words.clash(clash.by ?? words.crm, clash.at ? reader.format.instant(clash.at) : '')} variant="warning">
      <Flex direction="column" gap="sm">
        <Lines text={text.trim() === '' ? words.empty : text} />
        <ButtonRow>
          <Button variant="primary" onClick={onMine}>
            {words.keepMine}
          </Button>
          <Button variant="secondary" onClick={onTheirs}>
            {words.takeTheirs}
          </Button>
        </ButtonRow>
      </Flex>
    </Alert>
  );
}
