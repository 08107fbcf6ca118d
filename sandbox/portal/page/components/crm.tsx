import { useEffect, useState, type ReactNode } from 'react';
import { api, type ObjectType, type RecordAnswer } from '../api.ts';
import { formatProperty } from '../format.ts';
import { useTools } from '../host/tools.ts';
import { Button, type ButtonProps } from './buttons.tsx';
import { DescriptionList, DescriptionListItem } from './descriptions.tsx';
import { LoadingSpinner } from './feedback.tsx';
import { Statistics, StatisticsItem } from './statistics.tsx';
import { Link } from './text.tsx';

interface PropertyListProps {
  properties?: string[];
  direction?: 'row' | 'column';
  objectTypeId?: string;
  objectId?: number;
}

const TYPES: Record<string, ObjectType> = { '0-1': 'contacts', '0-2': 'companies', '0-3': 'deals', '0-5': 'tickets' };

/** The record a CRM component speaks of: the one it names, else the one the card stands on. */
function useRecord(props: PropertyListProps): RecordAnswer | null {
  const { record } = useTools();
  const type = props.objectTypeId ? TYPES[props.objectTypeId] : (record?.type as ObjectType | undefined);
  const id = props.objectId ? String(props.objectId) : record?.id;
  const [answer, setAnswer] = useState<RecordAnswer | null>(null);
  useEffect(() => {
    if (!type || !id) return;
    let left = false;
    void api.record(type, id).then((found) => left || setAnswer(found));
    return () => {
      left = true;
    };
  }, [type, id]);
  return answer;
}

function useShownProperties(props: PropertyListProps): { label: string; text: string }[] | null {
  const tools = useTools();
  const answer = useRecord(props);
  if (!answer) return null;
  return (props.properties ?? []).map((name) => {
    const info = answer.schema.properties.find((property) => property.name === name);
    return { label: info?.label ?? name, text: formatProperty(answer.properties[name] ?? null, info, tools) };
  });
}

export function CrmPropertyList(props: PropertyListProps) {
  const shown = useShownProperties(props);
  if (!shown) return <LoadingSpinner label="…" />;
  return (
    <DescriptionList direction={props.direction ?? 'column'}>
      {shown.map(({ label, text }) => (
        <DescriptionListItem key={label} label={label}>
          {text || '--'}
        </DescriptionListItem>
      ))}
    </DescriptionList>
  );
}

export function CrmDataHighlight(props: PropertyListProps) {
  const shown = useShownProperties(props);
  if (!shown) return <LoadingSpinner label="…" />;
  return (
    <Statistics>
      {shown.map(({ label, text }) => (
        <StatisticsItem key={label} label={label} number={text || '--'} />
      ))}
    </Statistics>
  );
}

interface ActionProps extends ButtonProps {
  actionType: string;
  actionContext: { objectTypeId?: string; objectId?: number | string; href?: string; path?: string };
  onError?: (errors: string[]) => void;
  children?: ReactNode;
}

/** Where the link actions lead; null for the actions that would open one of HubSpot's own windows. */
function targetOf({ actionType, actionContext }: ActionProps): string | null {
  if (actionType === 'EXTERNAL_URL') return actionContext.href ?? null;
  const type = TYPES[actionContext.objectTypeId ?? ''];
  const leads = actionType === 'RECORD_APP_LINK' || actionType === 'PREVIEW_OBJECT';
  return leads && type ? `/portal/${type}/${actionContext.objectId}` : null;
}

export function CrmActionButton(props: ActionProps) {
  const target = targetOf(props);
  const refuse = () => props.onError?.([`The sandbox portal has no window for ${props.actionType}.`]);
  return (
    <Button {...props} {...(target && { href: target })} onClick={(event, reactions) => (target ? props.onClick?.(event, reactions) : refuse())}>
      {props.children}
    </Button>
  );
}

export function CrmActionLink(props: ActionProps) {
  return <Link href={targetOf(props) ?? '#'}>{props.children}</Link>;
}
