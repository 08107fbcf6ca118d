import { z } from 'zod';
import type { Crm, CrmRecord, ObjectType, SandboxCore } from '../core.ts';
import { Refused, shownPortal } from './answer.ts';

const SHOWN_TYPES = ['companies', 'contacts', 'deals', 'tickets'] as const;
const shownType = z.enum(SHOWN_TYPES);
type ShownType = z.infer<typeof shownType>;

const MOST_LINKED = 100;

const listQuery = z.object({
  text: z.string().max(200).optional(),
  sortBy: z.string().max(100).optional(),
  descending: z.stringbool().optional(),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  lifecycle: z.string().max(60).optional(),
  band: z.string().max(60).optional(),
  /** Deals and tickets that are not closed. */
  open: z.stringbool().optional(),
});

function rowOf(record: CrmRecord) {
  return { id: record.id, properties: record.properties, createdAt: record.createdAt };
}

/** Records linked to one, the primary first, each with all its properties. */
function linkedRecords(crm: Crm, from: ObjectType, id: string, to: ObjectType) {
  return crm
    .associated(from, id, to)
    .slice(0, MOST_LINKED)
    .flatMap((link) => {
      const record = crm.get(to, link.id);
      return record && !record.archived ? [{ ...rowOf(record), primary: link.primary }] : [];
    })
    .sort((a, b) => Number(b.primary) - Number(a.primary));
}

/** Notes or tasks of a record, those of the latest dates where there are more than are shown. */
function activities(crm: Crm, from: ObjectType, id: string, to: 'notes' | 'tasks') {
  const records = crm.associated(from, id, to).flatMap((link) => crm.get(to, link.id) ?? []);
  const at = ({ properties, createdAt }: CrmRecord): string => properties.hs_timestamp ?? createdAt;
  return records.sort((a, b) => at(b).localeCompare(at(a))).slice(0, MOST_LINKED).map(rowOf);
}

/** The company a contact, deal or ticket belongs to, for the lists. */
function companyOf(crm: Crm, type: ShownType, id: string) {
  if (type === 'companies') return undefined;
  const links = crm.associated(type, id, 'companies');
  const company = crm.get('companies', (links.find((link) => link.primary) ?? links[0])?.id ?? '');
  return company && { id: company.id, name: company.properties.name ?? company.id };
}

/** A page of a list: rows with all properties, and the total before paging. */
export function listObjects(core: SandboxCore, type: string, query: unknown) {
  const shown = shownType.parse(type);
  const { lifecycle, band, open, sortBy, descending, text, offset, limit } = listQuery.parse(query);
  const crm = core.crm(shownPortal(core).portalId);
  const where = { ...(lifecycle && { lifecyclestage: lifecycle }), ...(band && { baton_health_band: band }), ...(open && { hs_is_closed: 'false' }) };
  const page = crm.list(shown, {
    offset,
    limit,
    where,
    ...(text && { text }),
    ...(sortBy && { sortBy }),
    ...(descending !== undefined && { descending }),
  });
  return { total: page.total, rows: page.results.map((record) => ({ ...rowOf(record), company: companyOf(crm, shown, record.id) })) };
}

/** One record with its properties' definitions and what is linked to it. */
export function oneObject(core: SandboxCore, type: string, id: string) {
  const shown = shownType.parse(type);
  const crm = core.crm(shownPortal(core).portalId);
  const record = crm.get(shown, id);
  if (!record || record.archived) throw new Refused(404, `There is no record ${id} among ${shown}.`);
  const linked = SHOWN_TYPES.map((to) => [to, linkedRecords(crm, shown, id, to)]);
  const answers = linkedRecords(crm, shown, id, 'feedback_submissions');
  return {
    ...rowOf(record),
    schema: {
      properties: crm.properties(shown).map(({ name, label, type: kind, groupName, referencedObjectType, options }) => ({ name, label, type: kind, groupName, referencedObjectType, options })),
      groups: crm.groups(shown).map(({ name, label }) => ({ name, label })),
    },
    associated: Object.fromEntries(linked) as Record<ShownType, ReturnType<typeof linkedRecords>>,
    answers,
    notes: activities(crm, shown, id, 'notes'),
    tasks: activities(crm, shown, id, 'tasks'),
    lineItems: linkedRecords(crm, shown, id, 'line_items'),
  };
}
