import type { Place } from './place.ts';
import { PUBLIC_URL } from './place.ts';

const FIELDS = ['whyBought', 'objective', 'promises'] as const;

/** Deals of the place's companies, to be handed over; made before Baton reads the account. */
export function plantDeals(place: Place, count: number): string[] {
  const crm = place.sandbox.world.store(place.portalId)!;
  const companies = crm.list('companies', { limit: count }).results;
  return Array.from({ length: count }, (_, index) => {
    const { id } = crm.create('deals', { dealname: `Contrato ${index}`, pipeline: 'default', dealstage: 'contractsent', amount: '12000' });
    crm.associate('deals', id, 'companies', companies[index % companies.length]!.id, true);
    return id;
  });
}

/** What the sandbox's HubSpot brings back from a door of the cards, asked by a user of the account. @throws on anything but an answer. */
export async function askDoor<Answer extends object>(place: Place, method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
  const { portalId, sandbox } = place;
  const userId = sandbox.core.portal(portalId)!.users[0]!.id;
  const answer = await sandbox.core.callBackend({ portalId, userId, method, url: `${PUBLIC_URL}${path}?lang=pt-BR`, ...(body && { body }) });
  const parsed = JSON.parse(answer.body) as Answer & { ok: boolean };
  if (answer.status !== 200 || !parsed.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.body}`);
  return parsed;
}

/** Sales tells everything that is required of a deal whose handoff has begun. */
export async function fillIn(place: Place, dealId: string): Promise<string> {
  const { handoff } = await askDoor<{ handoff: { id: string } }>(place, 'GET', `/api/1/handoffs/deal/${dealId}`);
  for (const field of FIELDS) await askDoor(place, 'POST', `/api/1/handoffs/${handoff.id}/field`, { field, text: `${field} de ${dealId}` });
  return handoff.id;
}

/** Texts of the tasks and notes that HubSpot has, with Baton's mark at the end of each. */
export function marksInHubspot(place: Place): string[] {
  const crm = place.sandbox.world.store(place.portalId)!;
  const bodies = [
    ...crm.list('tasks', { limit: 100_000 }).results.map((task) => task.properties['hs_task_body']),
    ...crm.list('notes', { limit: 100_000 }).results.map((note) => note.properties['hs_note_body']),
  ];
  return bodies.map((body) => /Baton ([\w.]+)<\/p>$/.exec(body ?? '')?.[1] ?? 'none');
}
