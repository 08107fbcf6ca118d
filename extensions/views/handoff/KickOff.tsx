import { useState } from 'react';
import { Checkbox, DescriptionList, DescriptionListItem, Flex, Input, Text, TextArea } from '@hubspot/ui-extensions';
import type { KickOffPoint } from '../../contracts/handoff.ts';
import { type Drafts, useDrafts } from '../../hooks/useDrafts.ts';
import { askPage } from '../../hooks/useQuestion.ts';
import { useText } from '../../hooks/useText.ts';
import { Clash } from './Clash.tsx';
import { ConfirmStep } from './ConfirmStep.tsx';
import { hasEnded, type OnboardingTools, type StepProps } from './handoff-tools.ts';
import { Lines } from './Lines.tsx';
import { SavedText } from './SavedText.tsx';

type PointText = Pick<KickOffPoint, 'text' | 'notApplicable'>;

const keptOf = ({ text, notApplicable, version }: KickOffPoint) => ({ value: { text, notApplicable }, version });
const isFilled = ({ text, notApplicable }: PointText) => text.trim() !== '' || notApplicable.trim() !== '';

/** The kick-off's six points: each filled, or not applicable for a reason, before it counts as held. */
export function KickOff(part: StepProps<OnboardingTools>) {
  const { handoff, tools } = part;
  const { words, reader } = tools;
  const drafts = useDrafts<PointText>();
  const points = handoff.kickOff;
  const filled = points.filter((point) => isFilled(drafts.shown(point.section, keptOf(point)).value)).length;
  if (handoff.kickOffAt || hasEnded(handoff)) return <Minutes handoff={handoff} tools={tools} />;
  return (
    <Flex direction="column" gap="md">
      <Text format={{ fontWeight: 'demibold' }}>{words.filled(reader.format.number(filled), reader.format.number(points.length))}</Text>
      {points.map((point) => (
        <Point key={point.section} point={point} drafts={drafts} handoffId={handoff.id} tools={tools} />
      ))}
      <ConfirmStep {...part} label={words.hold} text={words.holdText} disabled={filled < points.length} step={{ kind: 'hold-kick-off' }} />
    </Flex>
  );
}

function Minutes({ handoff, tools: { words, reader } }: Pick<StepProps<OnboardingTools>, 'handoff' | 'tools'>) {
  return (
    <Flex direction="column" gap="sm">
      <Text format={{ fontWeight: 'demibold' }}>{handoff.kickOffAt ? words.heldOn(reader.format.instant(handoff.kickOffAt)) : words.neverHeld}</Text>
      <DescriptionList direction="column">
        {handoff.kickOff.map(({ section, text, notApplicable }) => (
          <DescriptionListItem key={section} label={words.sections[section].label}>
            <Lines text={text.trim() || (notApplicable.trim() === '' ? words.empty : `${words.notApplicable}: ${notApplicable}`)} />
          </DescriptionListItem>
        ))}
      </DescriptionList>
    </Flex>
  );
}

interface PointProps {
  point: KickOffPoint;
  drafts: Drafts<PointText>;
  handoffId: string;
  tools: OnboardingTools;
}

function Point({ point, drafts, handoffId, tools }: PointProps) {
  const { words, reader, serverUrl } = tools;
  const { section } = point;
  const { label, help } = words.sections[section];
  const { value, state, write, flush, clash } = useText<PointText>({
    id: section, drafts, kept: keptOf(point), read: ({ text, notApplicable }) => ({ text, notApplicable }),
    save: (typed, base) => askPage('POST /api/1/handoffs/:handoffId/kick-off', { lang: reader.lang, handoffId }, serverUrl, { section, ...typed, base }),
  });
  // Ticked, also while no reason stands there; a text says that it applies.
  const [ticked, setTicked] = useState(false);
  const applies = value.text.trim() !== '' || (!ticked && value.notApplicable.trim() === '');
  // The field that is being typed into stays, however empty it is.
  function change(part: Partial<PointText>, isTicked: boolean) {
    setTicked(isTicked);
    write({ ...value, ...part });
  }
  return (
    <Flex direction="column" gap="xs">
      {applies && <TextArea label={label} name={section} description={help} value={value.text} rows={2} maxLength={4000} onInput={(text) => change({ text }, false)} onBlur={flush} />}
      {!applies && <Input label={`${label}: ${words.because}`} name={`na-${section}`} value={value.notApplicable} onInput={(notApplicable) => change({ notApplicable }, true)} onBlur={flush} />}
      {value.text.trim() === '' && (
        <Checkbox
          name={`applies-${section}`}
          checked={!applies}
          onChange={(checked) => {
            if (checked) setTicked(true);
            else change({ notApplicable: '' }, false);
          }}
        >
          {words.notApplicable}
        </Checkbox>
      )}
      <SavedText state={state} tools={tools} />
      {clash && <Clash clash={clash} tools={tools} />}
    </Flex>
  );
}
