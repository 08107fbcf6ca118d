import { z } from 'zod';
import { AssociationBatch, RecordPage } from './answers.ts';
import { BATCH_SIZE, createObject, readAssociations, readObjects } from './api.ts';
import { type CallOptions, demand, type Gateway } from './gateway.ts';

/** A task or note on a company and its deal. */
export interface WantedEngagement {
  type: 'tasks' | 'notes';
  /** Ours, and found again by it: HubSpot keeps no key of the caller's, so it stands at the end of the text. */
  key: string;
  properties: Readonly<Record<string, string>>;
  companyId: number;
  dealId: number;
  /** True where an earlier call may have made it. */
  sent: boolean;
}

/** HubSpot's association type ids, from the engagement to the record; and which property holds its text. */
const TYPES = {
  tasks: { toCompany: 192, toDeal: 216, text: 'hs_task_body' },
  notes: { toCompany: 190, toDeal: 214, text: 'hs_note_body' },
} as const;

const Created = z.object({ id: z.string().regex(/^\d{1,20}$/) });

/** Makes the way to write tasks and notes, which need the optional scope for writing contacts. */
export function engagementWriter({ gateway }: { gateway: Gateway }) {
  /**
   * Makes a task or note once: where an earlier call may have reached HubSpot, it is looked for first. `forbidden`: the
   * account has not granted it. @throws HubspotTrouble on everything that may pass.
   */
  return async function ensureEngagement(portalId: number, wanted: WantedEngagement, signal: AbortSignal): Promise<{ id: string } | 'forbidden'> {
    const { type, properties, companyId, dealId } = wanted;
    const { toCompany, toDeal, text } = TYPES[type];
    const options: CallOptions = { lane: 'background', onForbidden: 'tell', signal };
    const found = wanted.sent ? await find(portalId, wanted, options) : undefined;
    if (found !== undefined) return { id: found };
    const links = [{ to: String(companyId), typeId: toCompany }, { to: String(dealId), typeId: toDeal }];
    const marked = { ...properties, [text]: `${properties[text] ?? ''}<p>${markOf(wanted)}</p>` };
    const made = await gateway.call(portalId, createObject(type, marked, links), options);
    if (!made.ok && made.reason === 'scope-missing') return 'forbidden';
    return demand(made, Created);
  };

  /** Looks among the company's own, newest first: an association is seen at once, a search index lags. */
  async function find(portalId: number, wanted: WantedEngagement, options: CallOptions): Promise<string | undefined> {
    const linked = await gateway.call(portalId, readAssociations('companies', wanted.type, [String(wanted.companyId)]), options);
    const ids = demand(linked, AssociationBatch).results.flatMap(({ to }) => to.map((one) => one.toObjectId)).sort((a, b) => Number(b) - Number(a));
    const { text } = TYPES[wanted.type];
    for (let from = 0; from < ids.length; from += BATCH_SIZE) {
      const page = demand(await gateway.call(portalId, readObjects(wanted.type, ids.slice(from, from + BATCH_SIZE), [text]), options), RecordPage);
      const mine = page.results.find((record) => record.properties[text]?.includes(markOf(wanted)) === true);
      if (mine !== undefined) return mine.id;
    }
    return undefined;
  }
}

/** True for the text of a task or note that Baton made. */
export function isOurs(text: string): boolean {
  return /<p>Baton [\w.-]+<\/p>/.test(text);
}

function markOf({ key }: Pick<WantedEngagement, 'key'>): string {
  return `Baton ${key}`;
}
