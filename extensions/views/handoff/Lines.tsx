import { Flex, Text } from '@hubspot/ui-extensions';

/** A text of several lines as it was typed; HubSpot's Text draws a line break as a blank. */
export function Lines({ text }: { text: string }) {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return (
    <Flex direction="column" gap="flush">
      {lines.map((line, at) => (
        <Text key={at}>{line}</Text>
      ))}
    </Flex>
  );
}
