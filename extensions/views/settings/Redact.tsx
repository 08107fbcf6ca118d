import { Flex, Text, Toggle } from '@hubspot/ui-extensions';
import type { PageTools } from './page-tools.ts';

/** Whether a channel leaves out who answered and what they wrote. */
export function Redact({ redacted, tools, onChange }: { redacted: boolean; tools: PageTools; onChange: (redacted: boolean) => void }) {
  const words = tools.words.channels;
  return (
    <Flex direction="column" gap="xs">
      <Toggle label={words.redact} name="redacted" checked={redacted} onChange={onChange} />
      <Text variant="microcopy">{words.redactText}</Text>
    </Flex>
  );
}
