/** The company properties Baton keeps in HubSpot. Names and types are permanent: lists and workflows stand on them. */
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
  type: 'number' | 'enumeration' | 'datetime';
  fieldType: 'number' | 'select' | 'date';
  options?: PropertyOption[];
}

const group = { groupName: GROUP.name } as const;
const number = { ...group, type: 'number', fieldType: 'number' } as const;

/** An account has one set of labels for all its users, so each carries both languages. */
export const COMPANY_PROPERTIES: readonly PropertySpec[] = [
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

/** A property as HubSpot describes it. */
export interface ExistingProperty {
  name: string;
  type: string;
  fieldType: string;
  options: readonly { value: string; label: string }[];
}

/** A property whose type someone chose differently; left as it is, because records may hold values of it. */
export interface Drift {
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

/** What must be done so that every property can be written. Planned again after it was carried out, nothing is left. */
export function planRepair(groups: readonly string[], existing: readonly ExistingProperty[]): RepairPlan {
  const byName = new Map(existing.map((property) => [property.name, property]));
  const create = COMPANY_PROPERTIES.filter((spec) => !byName.has(spec.name));
  const drift: Drift[] = [];
  const addOptions: { name: string; options: PropertyOption[] }[] = [];
  for (const spec of COMPANY_PROPERTIES) {
    const found = byName.get(spec.name);
    if (found === undefined) continue;
    if (found.type !== spec.type) drift.push({ name: spec.name, expected: spec.type, found: found.type });
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
