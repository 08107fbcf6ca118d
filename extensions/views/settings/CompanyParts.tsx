import { useEffect, useState } from 'react';
import { Button, Flex, MultiSelect, Select, Text } from '@hubspot/ui-extensions';
import type { CompanyPart, CompanyProperties, MOST_VALUES as MostValues } from '../../contracts/playbooks.ts';
import { TabFrame } from '../../components/TabFrame.tsx';
import { ListText } from './TypedInputs.tsx';
import type { PlaybookTools } from './useCompanyProperties.ts';

const MOST_PARTS = 5;
const MOST_VALUES: typeof MostValues = 20;

interface CompanyPartsProps {
  /** Tells the inputs of two conditions apart. */
  name: string;
  parts: readonly CompanyPart[];
  tools: PlaybookTools;
  readOnly: boolean;
  onChange: (parts: CompanyPart[]) => void;
}

/** What properties of the company must hold, with HubSpot's own names and choices; they are asked for where somebody wants one. */
export function CompanyParts(props: CompanyPartsProps) {
  const [wanted, setWanted] = useState(props.parts.length > 0);
  if (props.readOnly) return <Known {...props} />;
  if (wanted) return <FromHubspot {...props} />;
  return (
    <Button size="xs" variant="secondary" onClick={() => setWanted(true)}>
      {props.tools.words.playbooks.addProperty}
    </Button>
  );
}

function FromHubspot(props: CompanyPartsProps) {
  const { tools } = props;
  const { state, reload, want } = tools.companyProperties;
  useEffect(want, []);
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {({ properties }) => (properties === null ? <Untold {...props} /> : <Parts {...props} properties={properties} />)}
    </TabFrame>
  );
}

/** HubSpot does not tell now: what was chosen stays as it is. */
function Untold(props: CompanyPartsProps) {
  return (
    <Flex direction="column" gap="xs">
      <Text variant="microcopy">{props.tools.words.playbooks.noProperties}</Text>
      <Known {...props} />
    </Flex>
  );
}

function Known({ parts }: CompanyPartsProps) {
  return parts.map((part) => <Text key={part.property}>{partText(part)}</Text>);
}

type Properties = NonNullable<CompanyProperties['properties']>;

function Parts({ name, parts, properties, tools, onChange }: CompanyPartsProps & { properties: Properties }) {
  const words = tools.words.playbooks;
  const free = properties.filter((one) => !parts.some((part) => part.property === one.name));
  const put = (part: CompanyPart) => onChange(parts.map((one) => (one.property === part.property ? part : one)));
  return (
    <Flex direction="column" gap="xs">
      {parts.map((part) => (
        <Flex key={part.property} direction="row" gap="sm" align="end" wrap>
          <Values name={`${name}-${part.property}`} part={part} known={properties.find((one) => one.name === part.property) ?? anyText} tools={tools} onPart={put} />
          <Button size="xs" variant="secondary" onClick={() => onChange(parts.filter((one) => one.property !== part.property))}>
            {words.remove}
          </Button>
        </Flex>
      ))}
      {parts.length < MOST_PARTS && (
        <Select
          label={words.companyProperty}
          name={`${name}-company`}
          placeholder={words.choose}
          value=""
          options={free.map((one) => ({ value: one.name, label: one.label }))}
          onChange={(chosen) => {
            const property = free.find((one) => one.name === chosen);
            if (property) onChange([...parts, { property: property.name, label: property.label, values: [] }]);
          }}
        />
      )}
    </Flex>
  );
}

interface ValuesProps {
  name: string;
  part: CompanyPart;
  known: Pick<Properties[number], 'choices' | 'options'>;
  tools: PlaybookTools;
  onPart: (part: CompanyPart) => void;
}

/** A property that HubSpot does not name any more. */
const anyText = { choices: 0, options: [] };

/** A choice where there are choices to be shown, else texts, in which a comma is a part of the name; the server finds which of many choices is meant. */
function Values({ name, part, known: { choices, options }, tools: { words, reader }, onPart }: ValuesProps) {
  const most = reader.format.number(MOST_VALUES);
  const props = { label: part.label, name };
  if (options.length === 0) {
    const description = choices > 0 ? words.playbooks.namedLines(most, reader.format.number(choices)) : words.playbooks.mostLines(most);
    const meant = (text: string) => part.values.find((one) => one.label === text) ?? { value: text, label: text };
    return <ListText {...props} value={part.values.map((one) => one.label)} lines description={description} readOnly={false} longest={200} onValue={(texts) => onPart({ ...part, values: texts.map(meant) })} />;
  }
  const offered = [...options, ...part.values.filter((held) => !options.some((one) => one.value === held.value))];
  function choose(chosen: (string | number | boolean)[]) {
    const held = chosen.slice(0, MOST_VALUES);
    onPart({ ...part, values: offered.filter((one) => held.includes(one.value)) });
  }
  return <MultiSelect {...props} value={part.values.map((one) => one.value)} {...(offered.length > MOST_VALUES && { description: words.playbooks.mostChoices(most) })} options={offered} onChange={choose} />;
}

/** Such as "Industry: Retail, Banking". */
export function partText({ label, values }: CompanyPart): string {
  return `${label}: ${values.map((one) => one.label).join(', ')}`;
}
