import { useState } from 'react';
import { Checkbox, DescriptionList, DescriptionListItem, Flex, Input, Text, TextArea } from '@hubspot/ui-extensions';
import type { KickOffPoint, SavedText as Answer } from '../../contracts/handoff.ts';
import { useAutosave } from '../../hooks/useAutosave.ts';
import { type Drafts, useDrafts } from '../../hooks/useDrafts.ts';
import { Confirm } from '../../components/Confirm.tsx';
import { Fault } from '../../components/TabFrame.tsx';
import { Clash } from './Clash.tsx';
import type { OnboardingTools, PartProps } from './handoff-tools.ts';
import { Lines } from './Lines.tsx';
import { SavedText } from './SavedText.tsx';

type PointText = Pick<KickOffPoint, 'text' | 'notApplicable'>;

const keptOf = ({ text, notApplicable, version }: KickOffPoint) => ({ value: { text, notApplicable }, version });
const isFilled = ({ text, notApplicable }: PointText) => text.trim() !== '' || notApplicable.trim() !== '';

/** The kick-off's six points: each filled, or not applicable for a reason, before it counts as held. */
export function KickOff({ handoff, tools, busy, fault, take }: PartProps) {
  const { words, reader } = tools;
  const drafts = useDrafts<PointText>();
  const points = handoff.kickOff;
  const filled = points.filter((point) => isFilled(drafts.shown(point.section, keptOf(point)).value)).length;
  if (handoff.kickOffAt) return <Minutes handoff={handoff} tools={tools} />;
  return (
    <Flex direction="column" gap="md">
      <Text format={{ fontWeight: 'demibold' }}>{words.filled(reader.format.number(filled), reader.format.number(points.length))}</Text>
      {points.map((point) => (
        <Point key={point.section} point={point} drafts={drafts} handoffId={handoff.id} tools={tools} />
      ))}
      <Confirm label={words.hold} text={words.holdText} confirm={words.hold} cancel={words.cancel} busy={busy} disabled={filled < points.length} onConfirm={() => take({ kind: 'hold-kick-off' })} />
      <Fault fault={fault} tools={tools} />
    </Flex>
  );
}

function Minutes({ handoff, tools: { words, reader } }: Pick<PartProps, 'handoff' | 'tools'>) {
  return (
    <Flex direction="column" gap="sm">
      <Text format={{ fontWeight: 'demibold' }}>{words.heldOn(reader.format.instant(handoff.kickOffAt ?? ''))}</Text>
      <DescriptionList direction="column">
        {handoff.kickOff.map(({ section, text, notApplicable }) => (
          <DescriptionListItem key={section} label={words.sections[section].label}>
            <Lines text={text.trim() === '' ? `${words.notApplicable}: ${notApplicable}` : text} />
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
  const { value, base } = drafts.shown(section, keptOf(point));
  const [clash, setClash] = useState<Answer | null>(null);
  const [applies, setApplies] = useState(value.notApplicable.trim() === '');
  const { state, typed, flush, settle } = useAutosave('POST /api/1/handoffs/:handoffId/kick-off', { lang: reader.lang, handoffId }, serverUrl, ({ text, notApplicable }, answer) => {
    setClash(answer.clash ? answer : null);
    if (!answer.clash) drafts.saved(section, { text, notApplicable }, answer.version);
  });
  function change(part: Partial<PointText>, over = base) {
    const changed = { ...value, ...part };
    drafts.change(section, changed, over);
    typed({ section, ...changed, base: over });
  }
  return (
    <Flex direction="column" gap="xs">
      {applies && <TextArea label={label} name={section} description={help} value={value.text} rows={2} maxLength={4000} onInput={(text) => change({ text })} onBlur={flush} />}
      {!applies && <Input label={`${label}: ${words.because}`} name={`na-${section}`} value={value.notApplicable} onInput={(notApplicable) => change({ notApplicable })} onBlur={flush} />}
      {value.text.trim() === '' && (
        <Checkbox
          name={`applies-${section}`}
          checked={!applies}
          onChange={(checked) => {
            setApplies(!checked);
            if (!checked) change({ notApplicable: '' });
          }}
        >
          {words.notApplicable}
        </Checkbox>
      )}
      <SavedText state={state} tools={tools} />
      {clash?.clash && (
        <Clash
          clash={clash.clash}
          tools={tools}
          onMine={() => {
            change({}, clash.version);
            flush();
          }}
          onTheirs={() => {
            const { text, notApplicable } = clash.clash!;
            drafts.take(section, { text, notApplicable }, clash.version);
            setApplies(notApplicable.trim() === '');
            setClash(null);
            settle();
          }}
        />
      )}
    </Flex>
  );
}
