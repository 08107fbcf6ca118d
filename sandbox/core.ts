/**
 * What the sandbox's parts share: the API, the OAuth pages, the control routes and the portal page are all
 * written against this one interface. Types only; the implementation is made in `server.ts`.
 */

/** The CRM objects the sandbox knows, by the plural names of HubSpot's paths. */
export type ObjectType = 'companies' | 'contacts' | 'deals' | 'tickets' | 'feedback_submissions' | 'line_items' | 'notes' | 'tasks';

/** A user of a portal. `id` is HubSpot's user id; `ownerId` is the (different) owner id used in records. */
export interface SandboxUser {
  id: number;
  email: string;
  firstName: string;
  lastName: string;
  role: 'cs-rep' | 'sales-rep' | 'manager' | 'admin';
  ownerId: string;
  /** As HubSpot reports it to a card: `pt-br` or `en-us`. */
  locale: string;
}

/** A portal (HubSpot account). */
export interface SandboxPortal {
  portalId: number;
  name: string;
  /** IANA name, e.g. America/Sao_Paulo. */
  timeZone: string;
  /** ISO 4217, e.g. BRL. */
  currency: string;
  uiDomain: string;
  users: SandboxUser[];
}

/** A record; property values are strings or null as in HubSpot's API (dates ISO 8601, numbers as text). */
export interface CrmRecord {
  id: string;
  properties: Record<string, string | null>;
  /** ISO 8601 with milliseconds, UTC. */
  createdAt: string;
  updatedAt: string;
  archived: boolean;
}

export interface CrmOwner {
  id: string;
  userId: number;
  email: string;
  firstName: string;
  lastName: string;
  archived: boolean;
  createdAt: string;
  updatedAt: string;
}

export interface PropertyOption {
  label: string;
  value: string;
  displayOrder: number;
  hidden: boolean;
}

export interface PropertyDefinition {
  name: string;
  label: string;
  type: 'bool' | 'date' | 'datetime' | 'enumeration' | 'number' | 'phone_number' | 'string';
  fieldType: string;
  groupName: string;
  description: string;
  options: PropertyOption[];
  /** True for HubSpot's own; only apps' and users' properties may be changed or archived. */
  hubspotDefined: boolean;
  /** True where the API refuses a write (ids, created and modified dates, counts). */
  readOnlyValue: boolean;
  hasUniqueValue: boolean;
  displayOrder: number;
  /** The values are ids of the portal's owners; `options` is empty. */
  referencedObjectType?: 'OWNER';
  /** The app that made it; absent for HubSpot's and users' own. */
  createdByAppId?: number;
}

export interface PropertyGroup {
  name: string;
  label: string;
  displayOrder: number;
  archived: boolean;
}

/** A link seen from one record. `typeIds` are directional HubSpot association type ids. */
export interface CrmLink {
  id: string;
  primary: boolean;
  typeIds: number[];
}

export interface CrmQuery {
  /** Words that must occur in any text property, case-insensitive. */
  text?: string;
  /** Exact matches of property values. */
  where?: Record<string, string | null>;
  sortBy?: string;
  descending?: boolean;
  offset?: number;
  limit?: number;
}

/** One portal's CRM. Every method is synchronous: it is all in memory. */
export interface Crm {
  /** Records that match, with the total before paging. Order: `sortBy`, else id. */
  list(type: ObjectType, query?: CrmQuery): { total: number; results: CrmRecord[] };
  get(type: ObjectType, id: string): CrmRecord | undefined;
  /** Creates with the clock's now as created and modified date. Throws a CrmError on unknown properties. */
  create(type: ObjectType, properties: Record<string, string | null>): CrmRecord;
  update(type: ObjectType, id: string, properties: Record<string, string | null>): CrmRecord;
  archive(type: ObjectType, id: string): void;
  /** Brings an archived record back, as a user does from the bin. */
  restore(type: ObjectType, id: string): CrmRecord;
  /** Merges `fromId` into `intoId`: links move, the merged one is gone. */
  merge(type: ObjectType, intoId: string, fromId: string): CrmRecord;
  /** Deletes a contact for privacy: nothing of it is left. */
  forget(contactId: string): void;
  /** Links two records both ways; `primary` adds the primary label where the pair has one. */
  associate(from: ObjectType, fromId: string, to: ObjectType, toId: string, primary?: boolean): void;
  associated(from: ObjectType, fromId: string, to: ObjectType): CrmLink[];
  owners(): CrmOwner[];
  properties(type: ObjectType): PropertyDefinition[];
  groups(type: ObjectType): PropertyGroup[];
}

/** A change of a record, whoever made it. */
export interface CrmChange {
  portalId: number;
  objectType: ObjectType;
  objectId: string;
  /** Only the changed properties, with their new values; all of them for a created record. */
  properties: Record<string, string | null>;
  /** `merged`: this one took in `others`; `forgotten`: deleted for privacy, for good. */
  kind: 'created' | 'updated' | 'archived' | 'associated' | 'restored' | 'merged' | 'forgotten';
  /** The link that came or went, of `associated`. */
  link?: { to: ObjectType; toId: string; primary: boolean; removed: boolean };
  others?: string[];
}

/** A built card, from `cards.json` beside the bundles. */
export interface CardInfo {
  uid: string;
  name: string | Record<string, string>;
  /** `crm.record.tab` or `crm.record.sidebar`; `pages` for the app's home, `settings` for its settings page. */
  location: string;
  /** HubSpot's plural lower-case names, e.g. `companies`; none for a page. */
  objectTypes: string[];
  /** File name of the bundle inside the bundles directory. */
  file: string;
}

/** A hubspot.fetch of a card, as the portal page hands it over. */
export interface BackendCall {
  portalId: number;
  userId: number;
  /** As the card wrote it: https, one of the app's permitted origins. */
  url: string;
  method?: string;
  /** An object (sent as JSON), or absent. */
  body?: unknown;
  /** As the card gave them; anything but Authorization is refused. */
  headers?: Record<string, string>;
  timeoutMs?: number;
}

export interface BackendAnswer {
  status: number;
  /** The body's text; the card reads it as JSON itself. */
  body: string;
}

/** A request of the portal page to one of the demo's survey hooks (maps the public origin to loopback). */
export interface HookCall {
  url: string;
  contentType: string;
  headers?: Record<string, string>;
  body: string;
}

/** A survey hook that the start script told the sandbox about. */
export interface DemoHook {
  /** e.g. `webhook`, `csv`. */
  kind: string;
  name: string;
  /** Public URL with its secret. */
  url: string;
  /** Further keys (an HMAC secret, header names), for scripts. */
  keys?: Record<string, string>;
}

export interface DemoCompany {
  companyId: string;
  name: string;
  /** healthy, sick, too-few-answers, improving, not-a-customer. */
  example: string;
}

/** What `/_sandbox/demo.json` shows. */
export interface DemoInfo {
  portalId: number | null;
  portalUrl: string;
  companies: DemoCompany[];
  users: { userId: number; email: string; name: string; role: string; ownerId: string }[];
  hooks: DemoHook[];
}

export interface SandboxApp {
  appId: number;
  name: string;
  clientId: string;
  clientSecret: string;
  redirectUrls: string[];
  requiredScopes: string[];
  optionalScopes: string[];
  /** Card origins the app may fetch, each https. */
  permittedOrigins: string[];
  /** From the project's webhooks file; absent: none are sent. */
  webhooks?: WebhookSettings;
}

/** Where webhooks go and what they tell of; `objectType` is HubSpot's singular, absent for events of the account. */
export interface WebhookSettings {
  targetUrl: string;
  maxConcurrentRequests: number;
  subscriptions: { id: number; type: string; objectType?: string; propertyName?: string }[];
}

export interface SandboxCore {
  /** The virtual clock. */
  now(): Date;
  /** Moves the virtual clock by milliseconds (either way) and returns the new time. */
  moveClock(byMs: number): Date;
  readonly app: SandboxApp;
  /** Directory of the built cards (may not exist). */
  readonly bundlesDir: string | null;
  portals(): SandboxPortal[];
  portal(portalId: number): SandboxPortal | undefined;
  /** Throws when the portal is unknown. */
  crm(portalId: number): Crm;
  /** Whether the app is installed in this portal. */
  installed(portalId: number): boolean;
  setLocale(portalId: number, userId: number, locale: string): void;
  /** Reads cards.json anew each time; empty when there is none. */
  cards(): CardInfo[];
  /** hubspot.fetch with HubSpot's rules and signature; a refusal by the proxy is an answer with its status. */
  callBackend(call: BackendCall): Promise<BackendAnswer>;
  callHook(call: HookCall): Promise<BackendAnswer>;
  /** Tells of every change of any record; returns the function that stops it. */
  subscribe(listener: (change: CrmChange) => void): () => void;
  demo(): DemoInfo;
}
