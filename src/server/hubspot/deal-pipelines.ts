import { DealPipelineList } from './answers.ts';
import { listPipelines } from './api.ts';
import { demand, type Gateway, orNull } from './gateway.ts';

/** A pipeline of deals as the account has named it, with the stages that a deal can stand in on its way or at a won end. */
export interface DealPipeline {
  id: string;
  label: string;
  stages: { id: string; label: string }[];
}

/** Makes the way to read an account's pipelines of deals, in their order: one call, while somebody waits. null: HubSpot does not tell now. */
export function dealPipelines({ gateway }: { gateway: Gateway }) {
  return async function readPipelines(portalId: number): Promise<DealPipeline[] | null> {
    const read = async () => demand(await gateway.call(portalId, listPipelines('deals'), { lane: 'interactive', onForbidden: 'tell' }), DealPipelineList).results;
    const pipelines = await orNull(read());
    return pipelines && pipelines.sort(byOrder).map(({ id, label, stages }) => ({ id, label: label || id, stages: stages.filter((stage) => !isLost(stage)).sort(byOrder).map((stage) => ({ id: stage.id, label: stage.label || stage.id })) }));
  };
}

const byOrder = (one: { displayOrder: number }, other: { displayOrder: number }) => one.displayOrder - other.displayOrder;

/** HubSpot marks an end without a win by its probability alone. */
function isLost({ metadata: { isClosed, probability } }: DealPipelineList['results'][number]['stages'][number]): boolean {
  return isClosed === 'true' && Number(probability) === 0;
}
