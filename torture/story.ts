import type { ObjectType } from '../sandbox/core.ts';
import type { Store } from '../sandbox/crm/store.ts';
import { createDraw } from '../sandbox/random.ts';

const NAMES = ['Acme Ltda', 'Ação & Cia', '  Espaços  ', 'Ünïcode 🚀', 'Padaria "Três" Irmãos; Filhos', ''];
const DEAL_STAGES = ['appointmentscheduled', 'contractsent', 'closedwon', 'closedlost'];
const LIFECYCLES = ['lead', 'opportunity', 'customer', 'customer'];
const BELONGING = ['contacts', 'deals', 'tickets'] as const;
const TYPES = ['companies', ...BELONGING] as const;
type Belonging = (typeof BELONGING)[number];

export interface Story {
  /** How the account stands before Baton comes. */
  begin(): void;
  /** So many things that people then do in HubSpot, one after another. */
  goOn(steps: number): void;
}

/** The users of one account at work in HubSpot, drawn by seed: they create, change, link, delete, restore, merge and forget. */
export function createStory(crm: Store, seed: number): Story {
  const draw = createDraw(seed);
  /** What a user may fetch out of the bin: neither merged nor forgotten. */
  const bin: { type: ObjectType; id: string }[] = [];
  let counter = 0;

  const living = (type: ObjectType) => crm.list(type, { limit: 10_000 }).results;
  const any = (type: ObjectType): string | undefined => draw.pick(living(type))?.id;

  function properties(type: (typeof TYPES)[number]): Record<string, string | null> {
    counter += 1;
    const name = draw.pick(NAMES);
    if (type === 'companies') return { name, domain: `c${counter}.com.br`, lifecyclestage: draw.pick(LIFECYCLES) };
    if (type === 'contacts') return { email: `Pessoa${counter}@Exemplo.com.br`, firstname: name, jobtitle: draw.pick(['CEO', 'Diretora', null]) };
    if (type === 'deals') return { dealname: name, pipeline: 'default', dealstage: draw.pick(DEAL_STAGES), amount: String(draw.whole(0, 99_999)) };
    return { subject: name, hs_pipeline: '0', hs_pipeline_stage: draw.pick(['1', '2', '4']), hs_ticket_priority: draw.pick(['LOW', 'HIGH']) };
  }

  function create(type: (typeof TYPES)[number]): void {
    const { id } = crm.create(type, properties(type));
    const company = any('companies');
    if (type !== 'companies' && company !== undefined && draw.chance(0.8)) crm.associate(type, id, 'companies', company, draw.chance(0.8));
  }

  function change(type: (typeof TYPES)[number]): void {
    const id = any(type);
    if (id === undefined) return;
    const names = Object.entries(properties(type));
    crm.update(type, id, Object.fromEntries(names.filter(() => draw.chance(0.5))));
  }

  function remove(type: (typeof TYPES)[number]): void {
    const id = any(type);
    if (id === undefined || (type === 'companies' && living('companies').length < 2)) return;
    crm.archive(type, id);
    bin.push({ type, id });
  }

  function restore(): void {
    const [back] = bin.splice(draw.whole(0, bin.length - 1), 1);
    if (back !== undefined) crm.restore(back.type, back.id);
  }

  function merge(): void {
    const [into, from] = [any('companies'), any('companies')];
    if (into !== undefined && from !== undefined && into !== from) crm.merge('companies', into, from);
  }

  function relink(type: Belonging): void {
    const [id, company] = [any(type), any('companies')];
    if (id === undefined || company === undefined) return;
    const links = crm.associated(type, id, 'companies');
    if (links.length > 0 && draw.chance(0.4)) crm.unlink(type, id, 'companies', draw.pick(links).id);
    else crm.associate(type, id, 'companies', company, draw.chance(0.5));
  }

  function forget(): void {
    const id = any('contacts');
    if (id !== undefined && living('contacts').length > 3) crm.forget(id);
  }

  function step(): void {
    const chance = draw.unit();
    if (chance < 0.25) create(draw.pick(TYPES));
    else if (chance < 0.6) change(draw.pick(TYPES));
    else if (chance < 0.75) relink(draw.pick(BELONGING));
    else if (chance < 0.85) remove(draw.pick(TYPES));
    else if (chance < 0.94) restore();
    else if (chance < 0.97) merge();
    else forget();
  }

  return {
    begin() {
      for (let index = 0; index < 4; index += 1) create('companies');
      for (let index = 0; index < 20; index += 1) create(draw.pick(BELONGING));
    },
    goOn(steps) {
      for (let index = 0; index < steps; index += 1) step();
    },
  };
}
