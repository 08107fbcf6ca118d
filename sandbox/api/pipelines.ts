import type { ObjectType } from '../core.ts';
import { objectTypeOf } from '../crm/object-types.ts';
import { closedTicketStage, dealStages, ticketStages } from '../crm/pipelines.ts';
import { badRequest } from '../errors.ts';
import type { ApiRoute } from './endpoint.ts';
import { readScopes, typeOf } from './records.ts';

const epoch = '1970-01-01T00:00:00.000Z';

function stages(type: ObjectType): { id: string; label: string; metadata: Record<string, string> }[] {
  if (type === 'deals') {
    return dealStages.map(({ id, label, probability, outcome }) => ({
      id, label, metadata: { isClosed: String(outcome !== undefined), probability: probability.toFixed(1) },
    }));
  }
  return ticketStages.map(({ id, label }) => {
    const closed = id === closedTicketStage;
    return { id, label, metadata: { ticketState: closed ? 'CLOSED' : 'OPEN', isClosed: String(closed) } };
  });
}

/** The one pipeline of deals and of tickets (read only). */
export const pipelineRoutes: ApiRoute[] = [
  {
    method: 'GET', path: '/crm/pipelines/2026-09/:objectType',
    scopes: (params) => (objectTypeOf(params['objectType'] ?? '') ? readScopes(params) : []),
    handle({ params }) {
      const type = typeOf(params['objectType']);
      if (type !== 'deals' && type !== 'tickets') throw badRequest(`${type} have no pipelines`);
      const dated = { createdAt: epoch, updatedAt: epoch, archived: false };
      const pipeline = {
        id: type === 'deals' ? 'default' : '0', label: type === 'deals' ? 'Sales Pipeline' : 'Support Pipeline', displayOrder: 0, ...dated,
        stages: stages(type).map((stage, displayOrder) => ({ ...stage, displayOrder, writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT', ...dated })),
      };
      return { status: 200, body: { results: [pipeline] } };
    },
  },
];
