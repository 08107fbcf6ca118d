import { z } from 'zod';
import { type Action, type Execution, RECORD_TYPES } from './actions/index.ts';

const id = z.union([z.number().int(), z.string().regex(/^\d{1,15}$/).transform(Number)]).pipe(z.number().int().positive());

/** What is read of HubSpot's request; the rest of it is left alone. The callback's id becomes a part of an address. */
const Body = z.object({
  callbackId: z.string().max(200).regex(/^[A-Za-z0-9][A-Za-z0-9._~-]*$/),
  origin: z.object({ portalId: id }),
  context: z.object({ workflowId: id.nullable().catch(null) }).catch({ workflowId: null }),
  object: z.object({ objectId: id, objectType: z.string().max(40) }),
  inputFields: z.record(z.string().max(80), z.unknown()).nullish(),
});

/** One execution as HubSpot delivers it: perhaps several times, always under the same callback id. */
export interface Delivery extends Pick<Execution, 'portalId' | 'record' | 'inputs' | 'workflowId'> {
  callbackId: string;
}

/** Reads a request's bytes; undefined where they are none of this action's. To be asked only once the signature holds. */
export function readDelivery(rawBody: Buffer, action: Pick<Action, 'records' | 'inputs'>): Delivery | undefined {
  const body = Body.safeParse(jsonOf(rawBody));
  if (!body.success) return undefined;
  const { callbackId, origin, context, object, inputFields } = body.data;
  const type = action.records.find((one) => (RECORD_TYPES[one] as readonly string[]).includes(object.objectType));
  const inputs = inputsOf(inputFields ?? {}, action.inputs);
  if (type === undefined || inputs === undefined) return undefined;
  return { portalId: origin.portalId, callbackId, record: { type, id: object.objectId }, inputs, workflowId: context.workflowId };
}

/** The action's own inputs of what was given; undefined where one is not among its values. */
function inputsOf(given: Readonly<Record<string, unknown>>, wanted: Action['inputs']): Record<string, string> | undefined {
  const chosen = Object.keys(wanted).map((name) => [name, given[name]] as const);
  if (!chosen.every(([name, value]) => wanted[name]!.includes(value as string))) return undefined;
  return Object.fromEntries(chosen) as Record<string, string>;
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
