import type { Draw } from '../random.ts';
import { ascii, places, sectors, stems } from './names.ts';
import { drawShape, profileOf } from './profiles.ts';
import type { Profile, Shape } from './profiles.ts';

/** What is decided of a company before its records are made. */
export interface CompanyPlan {
  name: string;
  domain: string;
  industry: string;
  city: string;
  state: string;
  stage: 'customer' | 'opportunity' | 'lead';
  /** Days since it became a customer. */
  customerDays: number;
  profile: Profile;
  contacts: number;
  employees: number;
  /** Name of the example it is shown as, if any. */
  example: string | null;
  /** How many answers it gives in two years: `many` also has anonymous in-app answers, `three` exactly three. */
  answers: 'usual' | 'many' | 'three';
}

const companyCount = 120;
const customerCount = 85;

interface Showcase {
  name: string;
  industry: string;
  shape: Shape;
  example: string;
  stage: CompanyPlan['stage'];
  answers: CompanyPlan['answers'];
  contacts: number;
}

const showcases: Showcase[] = [
  { name: 'Dorvale Alimentos', industry: 'FOOD_PRODUCTION', shape: 'healthy', example: 'healthy', stage: 'customer', answers: 'many', contacts: 14 },
  { name: 'Itaporé Logística', industry: 'LOGISTICS_AND_SUPPLY_CHAIN', shape: 'falling', example: 'sick', stage: 'customer', answers: 'usual', contacts: 12 },
  { name: 'Cantorá Clínicas', industry: 'HOSPITAL_HEALTH_CARE', shape: 'steady', example: 'too-few-answers', stage: 'customer', answers: 'three', contacts: 3 },
  { name: 'Guarimar Energia', industry: 'RENEWABLES_ENVIRONMENT', shape: 'improving', example: 'improving', stage: 'customer', answers: 'usual', contacts: 11 },
  { name: 'Brisalva Varejo', industry: 'RETAIL', shape: 'steady', example: 'not-a-customer', stage: 'opportunity', answers: 'usual', contacts: 3 },
];

function stageAt(index: number): CompanyPlan['stage'] {
  if (index < customerCount) return 'customer';
  return index % 2 === 0 ? 'opportunity' : 'lead';
}

function names(): { name: string; industry: string }[] {
  const taken = new Set(showcases.map(({ name }) => name));
  const all = [...stems, ...stems].map((stem, index) => {
    const sector = sectors[(index * 5 + Math.floor(index / stems.length) * 3) % sectors.length] ?? sectors[0];
    return { name: `${stem} ${sector.name}`, industry: sector.industry as string };
  });
  return all.filter(({ name }) => !taken.has(name));
}

/** The demo's companies: showcases first, then the rest; two of them share a domain. */
export function planCompanies(draw: Draw): CompanyPlan[] {
  const rest = names().slice(0, companyCount - showcases.length);
  const plans = [...showcases, ...rest].map((start, index): CompanyPlan => {
    const showcase = showcases[index];
    const stage = showcase?.stage ?? stageAt(index);
    const [city, state] = draw.pick(places);
    return {
      name: start.name, domain: `${ascii(start.name)}.example`, industry: start.industry, city, state, stage,
      customerDays: showcase?.answers === 'three' ? 70 : draw.whole(150, 1_300),
      profile: profileOf(showcase?.shape ?? drawShape(draw), draw),
      contacts: showcase?.contacts ?? (stage === 'customer' ? draw.whole(3, 10) : draw.whole(1, 2)),
      employees: draw.pick([18, 35, 60, 85, 120, 210, 340, 520, 900]),
      example: showcase?.example ?? null, answers: showcase?.answers ?? 'usual',
    };
  });
  const [group, branch] = [plans[10], plans[11]];
  if (group && branch) {
    branch.name = `${group.name} Nordeste`;
    branch.domain = group.domain;
  }
  return plans;
}
