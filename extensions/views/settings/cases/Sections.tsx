import { Alert, Input, Select, Text } from '@hubspot/ui-extensions';
import { DayInput } from '../../../components/DayInput.tsx';
import type { CaseSettings, Leave, RoutingRule, SlaPolicy } from '../../../contracts/case-settings.ts';
import type { AnswerClass } from '../../../contracts/nps.ts';
import { NumberText } from '../TypedInputs.tsx';
import { Choice, Choices, PersonSelect, Segments, ToSelect } from './Fields.tsx';
import { ItemList } from './ItemList.tsx';
import type { SectionProps } from './part.ts';
import { leaveText, policyText, ruleText, tellText } from './summaries.ts';

type To = CaseSettings['escalation'][number]['to'];

/** Who is told when the time is over: the step of the ladder at 100%, or that there is none. */
type End = To | 'nobody';

/** The wizard of a policy, in four fields. The last one is the ladder's step at 100%, of all policies: before it is applied it says what it changes, and afterwards what it has. */
export function Policies(part: SectionProps) {
  const { settings, kept, set, words, tools } = part;
  const end = endOf(settings);
  const ends: Record<End, string> = { ...words.to, nobody: words.nobodyAtEnd };
  const keep = ({ classes, segments, hours }: SlaPolicy): SlaPolicy => ({ classes, segments, hours });

  function apply(items: readonly SlaPolicy[], added?: SlaPolicy & { end: End }) {
    set({ policies: items.map(keep), ...(added && added.end !== end && { escalation: withEnd(settings.escalation, added.end) }) });
  }
  return (
    <>
      <ItemList<SlaPolicy & { end: End }>
        {...part}
        items={settings.policies.map((policy) => ({ ...policy, end }))}
        told={(policy) => policyText(policy, part)}
        blank={{ classes: ['detractor'], segments: [], hours: 8, end }}
        isReady={({ classes, hours }) => classes.length > 0 && hours >= 0.25 && hours <= 1000}
        onItems={apply}
        ordered
        empty={words.noPolicies}
        draw={(item, change) => (
          <>
            <Choices label={words.class} name="policy-classes" names={words.classes} value={item.classes} onValue={(classes) => change({ classes })} />
            <Segments {...part} name="policy-segments" value={item.segments} onValue={(segments) => change({ segments })} />
            <NumberText label={words.hours} name="policy-hours" readOnly={false} tools={tools} value={item.hours} onValue={(hours) => change({ hours: hours ?? NaN })} />
            <Choice label={words.atEnd} name="policy-end" description={words.atEndHint} names={ends} value={item.end} onValue={(to) => change({ end: to })} />
            {item.end !== end && <Alert title={words.endMoves(ends[end], ends[item.end])} variant="info">{words.endOfAll}</Alert>}
          </>
        )}
      />
      {end !== endOf(kept) && <Alert title={words.endMoved(ends[end])} variant="info">{words.endUnsaved}</Alert>}
    </>
  );
}

function endOf({ escalation }: CaseSettings): End {
  return escalation.find(({ percent }) => percent === 100)?.to ?? 'nobody';
}

function withEnd(ladder: CaseSettings['escalation'], to: End): CaseSettings['escalation'] {
  const others = ladder.filter(({ percent }) => percent !== 100);
  return to === 'nobody' ? others : [...others, { percent: 100, to }].sort((a, b) => a.percent - b.percent);
}

/** Who is told as the time is used up. */
export function Ladder(part: SectionProps) {
  const { settings, set, words, tools } = part;
  return (
    <ItemList
      {...part}
      items={settings.escalation}
      told={({ percent, to }) => `${words.rung(tools.reader.format.percent(percent / 100), words.to[to])}.`}
      blank={{ percent: 150, to: 'head' as To }}
      isReady={({ percent }) => Number.isInteger(percent) && percent >= 1 && percent <= 1000}
      // Two steps of one percentage are none the wiser: the later one counts.
      onItems={(items, added) => set({ escalation: items.filter((one) => !added || one === added || one.percent !== added.percent).sort((a, b) => a.percent - b.percent) })}
      draw={(item, change) => (
        <>
          <NumberText label={words.percent} name="rung-percent" readOnly={false} tools={tools} value={item.percent} onValue={(percent) => change({ percent: percent ?? NaN })} />
          <ToSelect label={words.tell} name="rung-to" words={words} value={item.to} onValue={(to) => change({ to })} />
        </>
      )}
    />
  );
}

/** Which answers are told, where, and to whom. */
export function Rules(part: SectionProps) {
  const { settings, set, words, view, tools } = part;
  const targets = view.channels.flatMap(({ id, reaches }) => (reaches === 'place' ? (['owner'] as const) : (['owner', 'lead', 'head'] as const)).map((to) => [`${to} ${id}`, tellText(id, to, part)] as const));
  const people = Object.fromEntries(view.owners.map(({ id, name }) => [id, name ?? id]));
  return (
    <>
      {view.channels.length === 0 && <Text variant="microcopy">{words.noChannels}</Text>}
      <ItemList<RoutingRule>
        {...part}
        items={settings.rules}
        told={(rule) => ruleText(rule, part)}
        blank={{ classes: ['detractor'], kinds: [], segments: [], minRevenue: null, owners: [], tell: [] }}
        isReady={({ classes, minRevenue }) => classes.length > 0 && !Number.isNaN(minRevenue)}
        onItems={(rules) => set({ rules })}
        draw={(item, change) => (
          <>
            <Choices label={words.class} name="rule-classes" names={words.classes} value={item.classes} onValue={(classes) => change({ classes })} />
            <Choices label={words.kind} name="rule-kinds" description={words.any} names={words.kinds} value={item.kinds} onValue={(kinds) => change({ kinds })} />
            <Segments {...part} name="rule-segments" value={item.segments} onValue={(segments) => change({ segments })} />
            <NumberText label={words.minRevenue(view.currency)} name="rule-revenue" readOnly={false} tools={tools} value={item.minRevenue} onValue={(minRevenue) => change({ minRevenue })} />
            <Choices label={words.owners} name="rule-owners" description={words.any} names={people} value={item.owners} onValue={(owners) => change({ owners })} />
            <Choices
              label={words.channels}
              name="rule-tell"
              names={Object.fromEntries([...item.tell.map(({ channelId, to }) => [`${to} ${channelId}`, tellText(channelId, to, part)] as const), ...targets])}
              value={item.tell.map(({ channelId, to }) => `${to} ${channelId}`)}
              onValue={(chosen) => change({ tell: chosen.map((one) => ({ to: one.slice(0, one.indexOf(' ')) as To, channelId: one.slice(one.indexOf(' ') + 1) })) })}
            />
          </>
        )}
      />
    </>
  );
}

/** Who is away, and who stands in. */
export function Leaves(part: SectionProps) {
  const { settings, set, words } = part;
  const field = { ...part, readOnly: false };
  return (
    <ItemList<Leave>
      {...part}
      items={settings.leaves}
      told={(leave) => `${leaveText(leave, part)}.`}
      blank={{ owner: '', backup: '', from: '', to: '' }}
      isReady={({ owner, backup, from, to }) => owner !== '' && backup !== '' && owner !== backup && from !== '' && from <= to}
      onItems={(leaves) => set({ leaves })}
      draw={(item, change) => (
        <>
          <PersonSelect {...field} label={words.away} name="leave-owner" value={item.owner || null} onPerson={(id) => change({ owner: id ?? '' })} />
          <PersonSelect {...field} label={words.backup} name="leave-backup" value={item.backup || null} onPerson={(id) => change({ backup: id ?? '' })} />
          <DayInput label={words.fromDay} name="leave-from" day={item.from || null} onDay={(day) => change({ from: day ?? '' })} />
          <DayInput label={words.toDay} name="leave-to" day={item.to || null} onDay={(day) => change({ to: day ?? '' })} />
        </>
      )}
    />
  );
}

/** Who has the customers of nobody, and who stands above. */
export function People({ settings, set, ...part }: SectionProps) {
  const { words } = part;
  return (
    <>
      {(['fallback', 'lead', 'head'] as const).map((role) => (
        <PersonSelect key={role} {...part} label={words.roles[role]} name={role} value={settings[role]} onPerson={(id) => set({ [role]: id })} />
      ))}
    </>
  );
}

/** A select takes no empty value for a choice. */
const none = 'none';

/** The property of companies that holds the segment. */
export function Segment({ view, settings: { segmentProperty }, set, readOnly, words }: SectionProps) {
  const known = (view.properties ?? []).map(({ name, label }) => ({ value: name, label }));
  const options = segmentProperty === null || known.some(({ value }) => value === segmentProperty) ? known : [...known, { value: segmentProperty, label: segmentProperty }];
  return (
    <>
      {view.properties === null && <Text>{words.noProperties}</Text>}
      <Select label={words.segment} name="segment" readOnly={readOnly} value={segmentProperty ?? none} options={[{ value: none, label: words.none }, ...options]} onChange={(name) => set({ segmentProperty: name === none ? null : String(name) })} />
    </>
  );
}

/** When an answer opens a case. */
export function Opening({ settings: { opens }, set, readOnly, words }: SectionProps) {
  return (
    <>
      {(['detractor', 'passive', 'promoter'] as AnswerClass[]).map((cls) => (
        <Choice key={cls} label={words.classes[cls]} name={`opens-${cls}`} readOnly={readOnly} names={words.opens} value={opens[cls]} onValue={(value) => set({ opens: { ...opens, [cls]: value } })} />
      ))}
    </>
  );
}

/** A local time, HH:MM. */
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Whether quiet hours and grouping can be kept as they stand. */
export function isQuietReady({ quiet, groupMinutes }: Pick<CaseSettings, 'quiet' | 'groupMinutes'>): boolean {
  return (quiet === null || (TIME.test(quiet.from) && TIME.test(quiet.to))) && Number.isInteger(groupMinutes) && groupMinutes >= 0 && groupMinutes <= 240;
}

/** When nobody is told, and what is told together. */
export function Quiet({ settings: { quiet, groupMinutes }, set, readOnly, tools, words }: SectionProps) {
  const { from, to } = quiet ?? { from: '', to: '' };
  const put = (next: { from: string; to: string }) => set({ quiet: next.from === '' && next.to === '' ? null : next });
  const fault = (time: string) => quiet !== null && !TIME.test(time) && { error: true, validationMessage: words.wrongTime };
  return (
    <>
      <Input label={words.quietFrom} name="quiet-from" readOnly={readOnly} value={from} {...fault(from)} onInput={(text) => put({ from: text.trim(), to })} />
      <Input label={words.quietTo} name="quiet-to" readOnly={readOnly} value={to} {...fault(to)} onInput={(text) => put({ from, to: text.trim() })} />
      <NumberText label={words.group} name="group" readOnly={readOnly} tools={tools} value={groupMinutes} onValue={(minutes) => set({ groupMinutes: minutes ?? 0 })} />
    </>
  );
}
