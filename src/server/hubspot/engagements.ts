import { z } from 'zod';
import { AssociationBatch, BatchAnswer, RecordPage } from './answers.ts';
import { BATCH_SIZE, createObject, readAssociations, readObjects, searchObjects, updateObjects } from './api.ts';
import { type CallOptions, demand, type Gateway } from './gateway.ts';

/** A task or note on a company, its deal, both or neither. */
export interface WantedEngagement {
  type: 'tasks' | 'notes';
  /** Ours, and found again by it: HubSpot keeps no key of the caller's, so it stands at the end of the text. */
  key: string;
  properties: Readonly<Record<string, string>>;
  companyId: number | null;
  dealId: number | null;
  /** True where an earlier call may have made it. */
  sent: boolean;
}

/** HubSpot's association type ids, from the engagement to the record; and which property holds its text. */
const TYPES = {
  tasks: { toCompany: 192, toDeal: 216, text: 'hs_task_body' },
  notes: { toCompany: 190, toDeal: 214, text: 'hs_note_body' },
} as const;

const OWNER = 'hubspot_owner_id';
const RECENT_MS = 2 * 86_400_000;
const Created = z.object({ id: z.string().regex(/^\d{1,20}$/) });

/** Makes the way to write tasks and notes, which need the optional scope for writing contacts. */
export function engagementWriter({ gateway }: { gateway: Gateway }) {
  /**
   * Makes a task or note once: where an earlier call may have reached HubSpot, it is looked for first. `forbidden`: the
   * account has not granted it. `refused`: HubSpot does not take it, such as for a record that is no more; where it is the
   * owner that it does not take, such as one who was deactivated, the task is nobody's. @throws HubspotTrouble on everything that may pass.
   */
  return async function ensureEngagement(portalId: number, wanted: WantedEngagement, signal: AbortSignal): Promise<{ id: string } | 'forbidden' | 'refused'> {
    const { type, companyId, dealId, properties: { [OWNER]: owner, ...properties } } = wanted;
    const { toCompany, toDeal, text } = TYPES[type];
    const options: CallOptions = { lane: 'background', onForbidden: 'tell', signal };
    const found = wanted.sent ? await find(portalId, wanted, options) : undefined;
    if (found !== undefined) return { id: found };
    const links = [{ to: companyId, typeId: toCompany }, { to: dealId, typeId: toDeal }].flatMap(({ to, typeId }) => (to === null ? [] : [{ to: String(to), typeId }]));
    const marked = { ...properties, [text]: `${properties[text] ?? ''}<p>${markOf(wanted)}</p>` };
    const create = (given: Readonly<Record<string, string>>) => gateway.call(portalId, createObject(type, given, links), options);
    let made = await create(owner === undefined ? marked : { ...marked, [OWNER]: owner });
    if (owner !== undefined && !made.ok && made.reason === 'refused') made = await create(marked);
    if (!made.ok && made.reason === 'scope-missing') return 'forbidden';
    return !made.ok && made.reason === 'refused' ? 'refused' : demand(made, Created);
  };

  /** Looks among the company's own, newest first: an association is seen at once, a search index lags. What is on no company is searched for all the same. */
  async function find(portalId: number, wanted: WantedEngagement, options: CallOptions): Promise<string | undefined> {
    const { companyId, type } = wanted;
    const { text } = TYPES[type];
    const isMine = (record: z.output<typeof RecordPage>['results'][number]) => record.properties[text]?.includes(markOf(wanted)) === true;
    if (companyId === null) return demand(await gateway.call(portalId, recentOf(wanted), options), RecordPage).results.find(isMine)?.id;
    const linked = await gateway.call(portalId, readAssociations('companies', type, [String(companyId)]), options);
    if (!linked.ok && linked.reason === 'refused') return undefined;
    const ids = demand(linked, AssociationBatch).results.flatMap(({ to }) => to.map((one) => one.toObjectId)).sort((a, b) => Number(b) - Number(a));
    for (let from = 0; from < ids.length; from += BATCH_SIZE) {
      const page = demand(await gateway.call(portalId, readObjects(type, ids.slice(from, from + BATCH_SIZE), [text]), options), RecordPage);
      const mine = page.results.find(isMine);
      if (mine !== undefined) return mine.id;
    }
    return undefined;
  }
}

/** Those made since two days before it is due, of the wanted owner where there is one: an earlier call was not longer ago. */
function recentOf({ type, properties }: WantedEngagement) {
  const since = Date.parse(properties.hs_timestamp ?? '') - RECENT_MS;
  const filters = [
    ...(Number.isNaN(since) ? [] : [{ propertyName: 'hs_createdate', operator: 'GTE' as const, value: String(since) }]),
    ...(properties[OWNER] === undefined ? [] : [{ propertyName: OWNER, operator: 'EQ' as const, value: properties[OWNER] }]),
  ];
  return searchObjects(type, { filters, properties: [TYPES[type].text], sort: 'hs_createdate' });
}

const STATUS = 'hs_task_status';

/** Makes the way to give tasks to somebody, which needs the same scope. */
export function taskAssigner({ gateway }: { gateway: Gateway }) {
  /** Gives these tasks to an owner, or to nobody; those that are done, or are no more, stay as they are. `refused`: how many HubSpot would not give, such as to an owner that was deactivated. `forbidden`: as above. @throws HubspotTrouble on everything that may pass. */
  return async function assignTasks(portalId: number, { taskIds, owner }: { taskIds: readonly string[]; owner: number | null }, signal: AbortSignal): Promise<{ refused: number } | 'forbidden'> {
    const options: CallOptions = { lane: 'background', onForbidden: 'tell', signal };
    const properties = { [OWNER]: owner === null ? '' : String(owner) };
    let refused = 0;
    for (let from = 0; from < taskIds.length; from += BATCH_SIZE) {
      const read = await gateway.call(portalId, readObjects('tasks', taskIds.slice(from, from + BATCH_SIZE), [STATUS, OWNER]), options);
      if (!read.ok && read.reason === 'scope-missing') return 'forbidden';
      const open = demand(read, RecordPage).results.filter((task) => task.properties[STATUS] !== 'COMPLETED' && (task.properties[OWNER] ?? '') !== properties[OWNER]);
      if (open.length === 0) continue;
      const written = await gateway.call(portalId, updateObjects('tasks', open.map(({ id }) => ({ id, properties, objectWriteTraceId: id }))), options);
      if (!written.ok && written.reason === 'scope-missing') return 'forbidden';
      // One refused as a whole names no culprit: each task counts it.
      if (!written.ok && written.reason === 'refused') refused += open.length;
      else refused += demand(written, BatchAnswer).errors.filter((error) => error.category !== 'OBJECT_NOT_FOUND').length;
    }
    return { refused };
  };
}

/** True for the text of a task or note that Baton made. */
export function isOurs(text: string): boolean {
  return /<p>Baton [\w.-]+<\/p>/.test(text);
}

function markOf({ key }: Pick<WantedEngagement, 'key'>): string {
  return `Baton ${key}`;
}
