import { Button, Flex, Input } from '@hubspot/ui-extensions';
import type { PageTools } from './page-tools.ts';

interface SecretOnceProps {
  label: string;
  value: string;
  hint?: string;
  words: { copy: string; copied: string; copyFailed: string; done: string };
  tools: PageTools;
  /** The reader has it. */
  done: () => void;
}

/** A secret that is shown this once, to be copied. */
export function SecretOnce({ label, value, hint, words, tools, done }: SecretOnceProps) {
  async function copy() {
    try {
      await tools.actions.copyTextToClipboard(value);
      tools.actions.addAlert({ type: 'success', message: words.copied });
    } catch {
      tools.actions.addAlert({ type: 'warning', message: words.copyFailed });
    }
  }
  return (
    <>
      <Input label={label} name="secret" readOnly value={value} {...(hint !== undefined && { description: hint })} />
      <Flex direction="row" gap="sm">
        <Button variant="primary" onClick={() => void copy()}>
          {words.copy}
        </Button>
        <Button variant="secondary" onClick={done}>
          {words.done}
        </Button>
      </Flex>
    </>
  );
}
