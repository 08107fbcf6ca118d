import { completeCallback } from './api.ts';
import { type Gateway, HubspotTrouble } from './gateway.ts';

/** Makes the way to complete blocked workflow actions, which need the optional scope `automation`. */
export function callbackCompletion(gateway: Gateway) {
  /**
   * Ends one blocked execution. `refused`: HubSpot does not know the callback (any more), or has it completed already.
   * `forbidden`: scope or plan of the account do not allow it. @throws HubspotTrouble on everything that may pass.
   */
  return async function complete(portalId: number, callbackId: string, outputFields: Readonly<Record<string, string>>, signal: AbortSignal): Promise<'completed' | 'refused' | 'forbidden'> {
    const result = await gateway.call(portalId, completeCallback(callbackId, outputFields), { lane: 'background', onForbidden: 'tell', signal });
    if (result.ok) return 'completed';
    if (result.reason === 'refused') return 'refused';
    if (result.reason === 'scope-missing') return 'forbidden';
    throw new HubspotTrouble(result);
  };
}
