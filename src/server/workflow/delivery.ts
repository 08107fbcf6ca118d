import { z } from 'zod';

const id = z.union([z.number().int(), z.string().regex(/^\d{1,15}$/).transform(Number)]).pipe(z.number().int().positive());

/** What is read of HubSpot's request; the rest of it is left alone. The callback's id becomes a part of an address. */
const Body = z.object({
  callbackId: z.string().max(200).regex(/^[A-Za-z0-9][A-Za-z0-9._~-]*$/),
  origin: z.object({ portalId: id }),
  object: z.object({ objectId: id, objectType: z.enum(['COMPANY', '0-2']) }),
});

/** One execution of the action, as HubSpot delivers it: perhaps several times, always under the same callback id. */
export interface Delivery {
  portalId: number;
  callbackId: string;
  companyId: number;
}

/** Reads a request's bytes; undefined where they are none of the action's. To be asked only once the signature holds. */
export function readDelivery(rawBody: Buffer): Delivery | undefined {
  const body = Body.safeParse(jsonOf(rawBody));
  if (!body.success) return undefined;
  const { callbackId, origin, object } = body.data;
  return { portalId: origin.portalId, callbackId, companyId: object.objectId };
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
