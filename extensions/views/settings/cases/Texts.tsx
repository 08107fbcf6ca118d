import { Flex, Input, Text, TextArea } from '@hubspot/ui-extensions';
import type { CaseSettings, CaseSettingsView, CaseTexts } from '../../../contracts/case-settings.ts';
import type { AnswerClass } from '../../../contracts/nps.ts';
import type { SectionProps } from './part.ts';
import { filled } from './summaries.ts';

const classes: readonly AnswerClass[] = ['detractor', 'passive', 'promoter'];
const parts = ['headline', 'lead'] as const;

/** Why a text cannot be kept, by the server's own rule: it is too long, or something in braces is nothing that Baton knows. */
function faultOf(texts: CaseTexts, part: keyof CaseTexts, { mostSigns, placeholders }: CaseSettingsView, words: SectionProps['words']): string | undefined {
  if (texts[part].length > mostSigns[part]) return words.textLong(String(mostSigns[part]));
  const unknown = texts[part].match(/\{[^{}]*\}?|\}/g)?.find((found) => !found.endsWith('}') || !placeholders.includes(found.slice(1, -1)));
  return unknown && words.textUnknown(unknown);
}

/** Whether the account's own texts can be kept as they stand. */
export function areTextsReady({ texts }: Pick<CaseSettings, 'texts'>, view: CaseSettingsView, words: SectionProps['words']): boolean {
  return Object.values(texts ?? {}).every((one) => parts.every((part) => faultOf(one, part, view, words) === undefined));
}

/** What an alert of an answer begins with: for each class a headline and the next step, as the account wants them or as Baton has them. */
export function Texts(part: SectionProps) {
  const { view, words } = part;
  const known: Record<string, string> = words.placeholders;
  return (
    <>
      <Text variant="microcopy">{words.braces(view.placeholders.map((name) => (known[name] ? `{${name}} (${known[name]})` : `{${name}}`)).join(', '))}</Text>
      {classes.map((cls) => (
        <TextsOfClass key={cls} cls={cls} {...part} />
      ))}
    </>
  );
}

function TextsOfClass({ cls, view, settings: { texts }, set, readOnly, words }: SectionProps & { cls: AnswerClass }) {
  const own = view.ownTexts[cls];
  const mine = texts?.[cls] ?? { headline: '', lead: '' };
  const sample = (name: keyof CaseTexts) => filled(mine[name].trim() === '' ? own[name] : mine[name], { ...words.samples, ...words.sampleOf[cls] });

  function put(name: keyof CaseTexts, text: string) {
    const { [cls]: _before, ...others } = texts ?? {};
    const next = { ...mine, [name]: text };
    const all = parts.every((one) => next[one].trim() === '') ? others : { ...others, [cls]: next };
    set({ texts: Object.keys(all).length === 0 ? undefined : all });
  }
  const field = (name: keyof CaseTexts) => {
    const fault = faultOf(mine, name, view, words);
    return { label: words[name](words.classes[cls]), name: `${name}-${cls}`, readOnly, value: mine[name], placeholder: own[name], onInput: (text: string) => put(name, text), ...(fault && { error: true, validationMessage: fault }) };
  };
  return (
    <Flex direction="column" gap="xs">
      <Input {...field('headline')} />
      <TextArea {...field('lead')} rows={2} />
      <Text variant="microcopy">{words.sample(sample('headline'), sample('lead'))}</Text>
    </Flex>
  );
}
