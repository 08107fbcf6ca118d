import type { CrmRecord } from '../sandbox/core.ts';
import type { Store } from '../sandbox/crm/store.ts';
import { ask } from './oracle.ts';
import type { Place } from './place.ts';

type Facts = Readonly<Record<string, string | number | boolean | null>>;
type Row = Facts & { portal_id: number | string };
type Kind = 'companies' | 'contacts' | 'deals' | 'tickets';

/** Written anew from HubSpot's documents, not taken from the server: what the living rows of the copy must say. */
const KINDS: Record<Kind, { columns: string[]; of(record: CrmRecord, crm: Store): Facts }> = {
  companies: {
    columns: ['name', 'domain', 'lifecycle_stage', 'is_customer'],
    of: ({ properties: p }) => ({ name: text(p.name), domain: text(p.domain), lifecycle_stage: text(p.lifecyclestage), is_customer: p.lifecyclestage === 'customer' }),
  },
  contacts: {
    columns: ['email', 'first_name', 'job_title', 'company_id'],
    of: ({ properties: p }) => ({ email: text(p.email), first_name: text(p.firstname), job_title: text(p.jobtitle), company_id: idOf(p.associatedcompanyid) }),
  },
  deals: {
    columns: ['name', 'stage', 'amount', 'is_closed', 'is_won', 'company_id'],
    of: ({ id, properties: p }, crm) => ({
      name: text(p.dealname), stage: text(p.dealstage), amount: Number(p.amount), is_closed: p.hs_is_closed === 'true', is_won: p.hs_is_closed_won === 'true',
      company_id: companyOf(crm, 'deals', id),
    }),
  },
  tickets: {
    columns: ['subject', 'stage', 'priority', 'is_closed', 'company_id'],
    of: ({ id, properties: p }, crm) => ({
      subject: text(p.subject), stage: text(p.hs_pipeline_stage), priority: text(p.hs_ticket_priority)?.toLowerCase() ?? null, is_closed: p.hs_is_closed === 'true',
      company_id: companyOf(crm, 'tickets', id),
    }),
  },
};

/** Baton's properties whose text stands both in HubSpot and in Baton; the instant of the reckoning is left out. */
const WRITTEN = ['baton_health_score', 'baton_health_band', 'baton_health_coverage', 'baton_health_model', 'baton_nps', 'baton_nps_n'];

/** What HubSpot and Baton say differently of these accounts, in words; nothing where they agree. Asked while no server runs. */
export async function disagreements(place: Place, portalIds: readonly number[]): Promise<Map<number, string[]>> {
  const found = new Map(portalIds.map((portalId): [number, string[]] => [portalId, []]));
  for (const kind of Object.keys(KINDS) as Kind[]) {
    const key = { companies: 'company_id', contacts: 'contact_id', deals: 'deal_id', tickets: 'ticket_id' }[kind];
    const rows = await ask<Row>(place, `select portal_id, ${key} as id, ${KINDS[kind].columns.map((name) => `${kind}.${name}`).join(', ')} from ${kind} where not archived`);
    for (const [portalId, faults] of found) faults.push(...compareKind(kind, storeOf(place, portalId), rows.filter((row) => Number(row.portal_id) === portalId)));
  }
  const scores = await ask<ScoreRow>(place, `
    select c.portal_id, c.company_id as id, c.is_customer, s.score, s.band, w.wanted, coalesce(w.dirty, false) as dirty from companies c
    left join health_states s using (portal_id, company_id) left join property_writes w on w.portal_id = c.portal_id and w.object_type = 'companies' and w.object_id = c.company_id where not c.archived`);
  for (const [portalId, faults] of found) faults.push(...compareScores(storeOf(place, portalId), scores.filter((row) => Number(row.portal_id) === portalId)));
  return found;
}

function compareKind(kind: Kind, crm: Store, rows: readonly Row[]): string[] {
  const { columns, of } = KINDS[kind];
  const said = (facts: Facts) => JSON.stringify(columns.map((name) => plain(facts[name])));
  const kept = new Map(rows.map((row) => [String(row.id), said(row)]));
  const living = crm.list(kind, { limit: 100_000 }).results;
  const faults = living.flatMap((record) => {
    const wanted = said(of(record, crm));
    const has = kept.get(record.id);
    kept.delete(record.id);
    return has === wanted ? [] : [`${kind} ${record.id}: HubSpot ${wanted}, Baton ${has ?? 'nothing'}`];
  });
  return [...faults, ...[...kept.keys()].map((id) => `${kind} ${id}: gone in HubSpot, living in Baton`)];
}

interface ScoreRow {
  portal_id: number | string;
  id: number | string;
  is_customer: boolean;
  score: number | null;
  band: string | null;
  wanted: Record<string, string> | null;
  dirty: boolean;
}

function compareScores(crm: Store, rows: readonly ScoreRow[]): string[] {
  return rows.flatMap(({ id, is_customer: isCustomer, score, band, wanted, dirty }) => {
    const shown = crm.get('companies', String(id))?.properties ?? {};
    const faults = WRITTEN.filter((name) => text(shown[name]) !== text(wanted?.[name])).map((name) => `${name} is ${shown[name]} in HubSpot and ${wanted?.[name]} in Baton`);
    if (dirty) faults.push('a write still waits');
    if (isCustomer !== (score !== null)) faults.push(isCustomer ? 'a customer without a score' : 'a score of no customer');
    if (score !== null && (text(shown.baton_health_score) !== String(Math.round(score)) || shown.baton_health_band !== band)) faults.push(`${score} ${band} in Baton, ${shown.baton_health_score} ${shown.baton_health_band} in HubSpot`);
    return faults.map((fault) => `score of ${id}: ${fault}`);
  });
}

function storeOf({ sandbox }: Place, portalId: number): Store {
  return sandbox.world.store(portalId)!;
}

/** The primary company, else the first that is linked. */
function companyOf(crm: Store, kind: Kind, id: string): number | null {
  const links = crm.associated(kind, id, 'companies');
  return idOf((links.find((link) => link.primary) ?? links[0])?.id);
}

function text(value: string | null | undefined): string | null {
  return value?.trim() || null;
}

function idOf(value: string | null | undefined): number | null {
  return value ? Number(value) : null;
}

/** bigint and numeric come as text. */
function plain(value: string | number | boolean | null | undefined): string {
  return String(value ?? null);
}
