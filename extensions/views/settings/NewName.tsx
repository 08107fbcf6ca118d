import { Input } from '@hubspot/ui-extensions';

interface NewNameProps {
  words: { name: string; nameHint: string; nameMissing: string };
  value: string;
  /** It was left empty when somebody wanted to go on. */
  isMissing: boolean;
  onInput: (name: string) => void;
}

/** What something that is added is to be called. */
export function NewName({ words, value, isMissing, onInput }: NewNameProps) {
  return <Input label={words.name} name="name" required description={words.nameHint} value={value} error={isMissing} {...(isMissing && { validationMessage: words.nameMissing })} onInput={onInput} />;
}
