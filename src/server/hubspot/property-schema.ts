/** The properties Baton keeps in HubSpot. Names and types are permanent: lists and workflows stand on them. */
export const GROUP = { name: 'baton', label: 'Baton' } as const;

export interface PropertyOption {
  value: string;
  label: string;
  displayOrder: number;
  hidden: boolean;
}

export interface PropertySpec {
  name: string;
  label: string;
  description: string;
  groupName: string;
  type: 'number' | 'enumeration' | 'date' | 'datetime';
  fieldType: 'number' | 'select' | 'date';
  options?: PropertyOption[];
  /** The options are the account's owners, by their ids: HubSpot keeps the list. */
  externalOptions?: true;
  referencedObjectType?: 'OWNER';
}

const group = { groupName: GROUP.name } as const;
const number = { ...group, type: 'number', fieldType: 'number' } as const;
const day = { ...group, type: 'date', fieldType: 'date' } as const;
const owner = { ...group, type: 'enumeration', fieldType: 'select', externalOptions: true, referencedObjectType: 'OWNER' } as const;

function option(value: string, label: string): Omit<PropertyOption, 'displayOrder'> {
  return { value, label, hidden: false };
}

/** An account has one set of labels for all its users, so each carries both languages. */
const HEALTH: readonly PropertySpec[] = [
  { ...number, name: 'baton_health_score', label: 'Saúde do cliente / Health score', description: 'De 0 a 100. / 0 to 100.' },
  {
    ...group,
    name: 'baton_health_band',
    label: 'Faixa de saúde / Health band',
    description: 'Abaixo de 50 em risco, abaixo de 70 atenção. / Below 50 at risk, below 70 watch.',
    type: 'enumeration',
    fieldType: 'select',
    options: [
      { value: 'healthy', label: 'Saudável / Healthy', displayOrder: 0, hidden: false },
      { value: 'watch', label: 'Atenção / Watch', displayOrder: 1, hidden: false },
      { value: 'at-risk', label: 'Em risco / At risk', displayOrder: 2, hidden: false },
    ],
  },
  { ...number, name: 'baton_health_coverage', label: 'Cobertura dos dados / Data coverage', description: 'Parte do peso com dados, em por cento. / Share of the weight that has data, in per cent.' },
  { ...group, name: 'baton_health_as_of', label: 'Saúde calculada em / Health as of', description: 'Quando a saúde foi calculada. / When the health was computed.', type: 'datetime', fieldType: 'date' },
  { ...number, name: 'baton_health_model', label: 'Versão do modelo / Health model', description: 'Versão dos pesos usados. / Version of the weights used.' },
  { ...number, name: 'baton_nps', label: 'NPS (180 dias / days)', description: 'De -100 a 100; vazio com menos de 5 respostas. / -100 to 100; empty below 5 answers.' },
  { ...number, name: 'baton_nps_n', label: 'Respostas de NPS / NPS answers', description: 'Pessoas que responderam em 180 dias. / People who answered in 180 days.' },
];

const HANDOFF: readonly PropertySpec[] = [
  {
    ...group,
    name: 'baton_handoff_state',
    label: 'Passagem de bastão / Handoff',
    description: 'Onde está a passagem de vendas para CS. / Where the handoff from sales to CS stands.',
    type: 'enumeration',
    fieldType: 'select',
    options: [
      option('draft', 'Rascunho / Draft'), option('submitted', 'Enviada / Submitted'), option('returned', 'Devolvida / Returned'),
      option('accepted', 'Aceita / Accepted'), option('kick-off', 'Kick-off'), option('implementation', 'Implantação / Implementation'),
      option('first-value', 'Primeiro valor / First value'), option('done', 'Concluída / Done'), option('cancelled', 'Cancelada / Cancelled'),
      option('reopened', 'Reaberta / Reopened'),
    ].map((one, displayOrder) => ({ ...one, displayOrder })),
  },
  { ...number, name: 'baton_handoff_completeness', label: 'Passagem completa (%) / Handoff complete (%)', description: 'Parte dos campos obrigatórios preenchida, em por cento. / Share of the required fields that is filled, in per cent.' },
  { ...group, name: 'baton_handoff_due', label: 'Prazo da passagem / Handoff due', description: 'Até quando a área da vez deve agir. / By when the leg whose turn it is must act.', type: 'datetime', fieldType: 'date' },
  { ...owner, name: 'baton_handoff_owner', label: 'Quem está com o bastão / Who has the baton', description: 'Responsável pela área que está com a passagem; vazio quando ela termina. / Owner of the leg that has the handoff; empty once it has ended.' },
  { ...day, name: 'baton_handoff_accepted', label: 'Passagem aceita em / Handoff accepted on', description: 'Dia em que CS aceitou o cliente. / Day on which CS accepted the customer.' },
  { ...day, name: 'baton_kick_off_held', label: 'Kick-off realizado em / Kick-off held on', description: 'Dia em que o kick-off foi realizado. / Day on which the kick-off was held.' },
  { ...day, name: 'baton_first_value_reached', label: 'Primeiro valor em / First value on', description: 'Dia em que o cliente chegou ao primeiro valor. / Day on which the customer reached first value.' },
  { ...number, name: 'baton_first_value_days', label: 'Dias até o primeiro valor / Days to first value', description: 'Do início da passagem ao primeiro valor. / From the handoff to first value.' },
];

/** A kind of record that Baton writes to, by HubSpot's name. */
export type WrittenType = 'companies' | 'deals';

interface Written {
  properties: readonly PropertySpec[];
  /** Optional scopes that this takes; without them the type is left alone. */
  needs: readonly string[];
  /** What an account that refuses them all the same comes to: Baton lives on companies, so it is paused; the rest goes on. */
  onForbidden: 'pause' | 'tell';
}

/** What it writes to each. */
export const WRITTEN: Readonly<Record<WrittenType, Written>> = {
  companies: { properties: [...HEALTH, ...HANDOFF], needs: [], onForbidden: 'pause' },
  deals: { properties: HANDOFF, needs: ['crm.objects.deals.write', 'crm.schemas.deals.write'], onForbidden: 'tell' },
};

/** Those whose value is an owner, of whatever type of record. */
const OWNERS = new Set(Object.values(WRITTEN).flatMap(({ properties }) => properties.filter((one) => one.referencedObjectType === 'OWNER').map((one) => one.name)));

/** The same properties with owners emptied; null where none of them holds one. HubSpot takes no owner that it does not know, such as one who was deleted. */
export function withoutOwners(properties: Readonly<Record<string, string>>): Record<string, string> | null {
  const names = Object.keys(properties).filter((name) => OWNERS.has(name) && properties[name] !== '');
  return names.length === 0 ? null : { ...properties, ...Object.fromEntries(names.map((name) => [name, ''])) };
}

/** The types that an account with these scopes lets Baton write to. */
export function writtenTypes(scopes: readonly string[]): WrittenType[] {
  return (Object.keys(WRITTEN) as WrittenType[]).filter((type) => WRITTEN[type].needs.every((scope) => scopes.includes(scope)));
}

/** A property as HubSpot describes it. */
export interface ExistingProperty {
  name: string;
  type: string;
  fieldType: string;
  options: readonly { value: string; label: string }[];
}

/** A property whose type someone chose differently; left as it is, because records may hold values of it. */
export interface Drift {
  type: WrittenType;
  name: string;
  expected: string;
  found: string;
}

export interface RepairPlan {
  createGroup: boolean;
  create: readonly PropertySpec[];
  /** Options that went missing are added; options an admin added stay. */
  addOptions: readonly { name: string; options: PropertyOption[] }[];
  drift: readonly Drift[];
}

/** What must be done so that every property of a type can be written. Planned again after it was carried out, nothing is left. */
export function planRepair(type: WrittenType, groups: readonly string[], existing: readonly ExistingProperty[]): RepairPlan {
  const { properties } = WRITTEN[type];
  const byName = new Map(existing.map((property) => [property.name, property]));
  const create = properties.filter((spec) => !byName.has(spec.name));
  const drift: Drift[] = [];
  const addOptions: { name: string; options: PropertyOption[] }[] = [];
  for (const spec of properties) {
    const found = byName.get(spec.name);
    if (found === undefined) continue;
    if (found.type !== spec.type) drift.push({ type, name: spec.name, expected: spec.type, found: found.type });
    else if (lacksOption(spec, found)) addOptions.push({ name: spec.name, options: joinOptions(spec, found) });
  }
  return { createGroup: create.length > 0 && !groups.includes(GROUP.name), create, addOptions, drift };
}

function lacksOption(spec: PropertySpec, found: ExistingProperty): boolean {
  const values = new Set(found.options.map((option) => option.value));
  return (spec.options ?? []).some((option) => !values.has(option.value));
}

/** HubSpot replaces the whole list, so the ones already there are sent along, labels untouched. */
function joinOptions(spec: PropertySpec, found: ExistingProperty): PropertyOption[] {
  const kept = found.options.map(({ value, label }) => ({ value, label }));
  const known = new Set(kept.map((option) => option.value));
  const missing = (spec.options ?? []).filter((option) => !known.has(option.value)).map(({ value, label }) => ({ value, label }));
  return [...kept, ...missing].map((option, displayOrder) => ({ ...option, displayOrder, hidden: false }));
}
