import { z } from 'zod';

/** HubSpot's timestamps and ids arrive as text; a missing part is an empty one. Unknown fields are left out. */
const text = z.string().catch('');

/** An error of HubSpot's, whatever its shape; fields that are absent or odd are ''. */
const ErrorBody = z
  .object({ category: text, status: text, error: text, message: text, policyName: text, error_description: text })
  .catch({ category: '', status: '', error: '', message: '', policyName: '', error_description: '' });
export type ErrorBody = z.infer<typeof ErrorBody>;

/** Reads an error of HubSpot's. Never throws. */
export function errorBody(body: unknown): ErrorBody {
  return ErrorBody.parse(body ?? {});
}

const Association = z.object({ id: z.union([z.string(), z.number()]).transform(String), type: text });
const AssociationList = z.object({ results: z.array(Association) });

/** A CRM record as HubSpot lists it. */
export const HubspotRecord = z.object({
  id: z.string().regex(/^\d{1,15}$/),
  properties: z.record(z.string(), z.string().nullable()),
  createdAt: text,
  updatedAt: text,
  archived: z.boolean().catch(false),
  associations: z.record(z.string(), AssociationList).optional(),
});
export type HubspotRecord = z.infer<typeof HubspotRecord>;

const paging = z.object({ next: z.object({ after: z.string().min(1) }).optional() }).optional();

/** A page of a list or a search. */
export const RecordPage = z.object({ results: z.array(HubspotRecord), total: z.number().int().optional(), paging });
export type RecordPage = z.infer<typeof RecordPage>;

/** A page of owners; their userId is what cards call the user. */
export const OwnerPage = z.object({
  results: z.array(
    z.object({
      id: z.string().regex(/^\d{1,15}$/),
      email: z.string().nullish(),
      firstName: z.string().nullish(),
      lastName: z.string().nullish(),
      userId: z.number().int().nullish(),
      createdAt: text,
      updatedAt: text,
      archived: z.boolean().catch(false),
    }),
  ),
  paging,
});
export type OwnerPage = z.infer<typeof OwnerPage>;

/** The pipelines of deals; metadata are texts, whatever they say. */
export const DealPipelineList = z.object({
  results: z.array(
    z.object({
      id: z.string().min(1),
      label: text,
      displayOrder: z.number().catch(0),
      stages: z.array(z.object({ id: z.string().min(1), label: text, displayOrder: z.number().catch(0), metadata: z.object({ isClosed: text, probability: text }).catch({ isClosed: '', probability: '' }) })),
    }),
  ),
});
export type DealPipelineList = z.infer<typeof DealPipelineList>;

/** Associations of up to 1,000 objects; objects without any are left out by HubSpot. */
export const AssociationBatch = z.object({
  results: z.array(
    z.object({
      from: z.object({ id: z.string() }),
      to: z.array(
        z.object({
          toObjectId: z.union([z.string(), z.number()]).transform(String),
          associationTypes: z.array(z.object({ typeId: z.number().int() })).catch([]),
        }),
      ),
    }),
  ),
});

/** The verdicts of a batch write: 200 when all went well, 207 when some did not. */
export const BatchAnswer = z.object({
  results: z.array(z.object({ id: z.string() })).catch([]),
  errors: z
    .array(
      z.object({
        category: text,
        message: text,
        status: z.union([z.string(), z.number()]).transform(String).catch(''),
        context: z.record(z.string(), z.array(z.string())).catch({}),
      }),
    )
    .catch([]),
});
export type BatchAnswer = z.infer<typeof BatchAnswer>;

/** A token grant: lifetimes in seconds. Tokens have no fixed length. */
export const TokenGrant = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().int().positive(),
  /** Who granted it. */
  user_id: z.number().int().positive().optional().catch(undefined),
});
export type TokenGrant = z.infer<typeof TokenGrant>;

/** What introspection says of a token; the only source of the portal's id. */
export const TokenInfo = z.object({
  active: z.literal(true),
  hub_id: z.number().int().positive(),
  client_id: z.string().optional(),
  app_id: z.number().int().optional(),
  hub_domain: z.string().nullish(),
  scopes: z.array(z.string()).optional(),
  scope: z.string().optional(),
});
export type TokenInfo = z.infer<typeof TokenInfo>;

/** The account a token belongs to. */
export const AccountDetails = z.object({
  portalId: z.number().int().positive(),
  timeZone: z.string().min(1),
  companyCurrency: z.string().min(1),
  uiDomain: z.string().min(1),
});
export type AccountDetails = z.infer<typeof AccountDetails>;

/** The property definitions of an object type. */
export const PropertyList = z.object({
  results: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      fieldType: z.string(),
      groupName: z.string().catch(''),
      label: text,
      hidden: z.boolean().catch(false),
      options: z.array(z.object({ value: z.string(), label: text })).catch([]),
    }),
  ),
});

export const GroupList = z.object({ results: z.array(z.object({ name: z.string() })) });
