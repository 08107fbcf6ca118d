/** The page's questions to its own server. Every answer is JSON; a failure carries a sentence for the person. */
import type { SandboxUser } from '../../core.ts';
import type { FetchAnswer, FetchRequest, CrmQuestion, Properties } from './protocol.ts';

export type ObjectType = 'companies' | 'contacts' | 'deals' | 'tickets';
export const OBJECT_TYPES: ObjectType[] = ['companies', 'contacts', 'deals', 'tickets'];
export const OBJECT_TYPE_IDS: Record<ObjectType, string> = {
  contacts: '0-1',
  companies: '0-2',
  deals: '0-3',
  tickets: '0-5',
};

export type SessionUser = SandboxUser;

export interface SessionCard {
  uid: string;
  name: string | Record<string, string>;
  location: string;
  objectTypes: string[];
  bundleUrl: string;
}

export interface DealStage {
  id: string;
  outcome: 'won' | 'lost' | null;
}

export interface Session {
  now: string;
  installed: boolean;
  app: { appId: number; name: string };
  /** The app's origin, as its profile variable SERVER_URL has it. */
  serverUrl: string;
  account: { portalId: number; name: string; timeZone: string; currency: string };
  users: SessionUser[];
  owners: { id: string; name: string }[];
  cards: SessionCard[];
  /** In the order of the pipeline. */
  dealStages: DealStage[];
  examples: { companyId: string; name: string; example: string }[];
  hooks: { kind: string; name: string }[];
  workerUrl: string;
}

export interface Row {
  id: string;
  properties: Properties;
  createdAt: string;
  /** In lists: the company a contact, deal or ticket belongs to. */
  company?: { id: string; name: string };
}

export interface RowsAnswer {
  total: number;
  rows: Row[];
}

export interface PropertyInfo {
  name: string;
  label: string;
  type: string;
  groupName: string;
  referencedObjectType?: 'OWNER';
  options: { label: string; value: string }[];
}

export interface LinkedRow extends Row {
  primary: boolean;
}

export interface RecordAnswer extends Row {
  schema: { properties: PropertyInfo[]; groups: { name: string; label: string }[] };
  associated: Record<ObjectType, LinkedRow[]>;
  /** Submissions of the account's own surveys. */
  answers: LinkedRow[];
  /** Newest first. */
  notes: Row[];
  tasks: Row[];
  lineItems: LinkedRow[];
}

export interface MailLine {
  id: string;
  at: string;
  from: string;
  to: string;
  subject: string;
}

export interface Mail {
  subject: string;
  from: string;
  recipient: string;
  headers: [name: string, value: string][];
  text: string | null;
}

/** What was posted to a service; a status of 0: it was left without an answer. */
export interface Post {
  id: string;
  at: string;
  kind: 'slack' | 'telegram' | 'webhook';
  host: string;
  headers: Record<string, string>;
  body: string;
  status: number;
}

export interface Outbound {
  mails: MailLine[];
  posts: Post[];
}

export interface ListQuery {
  text?: string;
  sortBy?: string;
  descending?: boolean;
  lifecycle?: string;
  band?: string;
  open?: boolean;
  offset?: number;
  limit?: number;
}

export interface Change {
  objectType: string;
  objectId: string;
  properties: Properties;
  kind: string;
}

/** What the server answered when it refused; the message is meant to be shown. */
export class PortalError extends Error {
  status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

function ask<T>(path: string, init?: RequestInit): Promise<T> {
  return askAt<T>(`/portal/api/${path}`, init);
}

async function askAt<T>(address: string, init?: RequestInit): Promise<T> {
  const response = await fetch(address, init);
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as T;
  const message = (body as { message?: string } | null)?.message ?? `HTTP ${response.status}`;
  throw new PortalError(response.status, message);
}

function post<T>(path: string, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json', 'x-sandbox-portal': '1' };
  return ask<T>(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

function search(query: object): string {
  const filled = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(filled.map(([key, value]) => [key, String(value)])).toString();
}

export const api = {
  session: () => ask<Session>('session'),
  list: (type: ObjectType, query: ListQuery) => ask<RowsAnswer>(`objects/${type}?${search(query)}`),
  record: (type: ObjectType, id: string) => ask<RecordAnswer>(`objects/${type}/${encodeURIComponent(id)}`),
  fetch: (userId: number, request: FetchRequest) => post<FetchAnswer>('fetch', { userId, ...request }),
  askCrm: (record: { type: string; id: string } | null, question: CrmQuestion) =>
    post<{ data?: unknown; error?: string }>('crm', { record, ...question }),
  setLocale: (userId: number, locale: string) => post<unknown>('locale', { userId, locale }),
  answerSurvey: (body: object) => post<{ id: string }>('controls/survey', body),
  sendCsv: (body: { csv: string; dryRun: boolean; lang: string }) =>
    post<{ status: number; body: string }>('controls/csv', body),
  fireWebhook: (body: object) => post<{ status: number; body: string; sent: unknown }>('controls/webhook', body),
  moveDeal: (dealId: string, stage: string) => post<{ stage: string }>('controls/stage', { dealId, stage }),
  tickTask: (taskId: string, done: boolean) => post<{ status: string }>('controls/task', { taskId, done }),
  outbound: () => askAt<Outbound>('/_sandbox/mailbox'),
  mail: (id: string) => askAt<Mail>(`/_sandbox/mailbox/${encodeURIComponent(id)}`),
  emptyOutbound: () => askAt<unknown>('/_sandbox/mailbox', { method: 'DELETE' }),
  scriptOutbound: (rule: object) => askAt<unknown>('/_sandbox/outbound/faults', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(rule) }),
  moveClock: (days: number) => post<{ now: string }>('controls/clock', { days }),
};

/** Follows the changes of all records; `onReconnect` runs when the stream comes back after a gap. */
export function followChanges(onChange: (change: Change) => void, onReconnect: () => void): () => void {
  const source = new EventSource('/portal/api/changes');
  let opened = false;
  source.addEventListener('open', () => {
    if (opened) onReconnect();
    opened = true;
  });
  source.addEventListener('change', (event) => onChange(JSON.parse((event as MessageEvent<string>).data) as Change));
  return () => source.close();
}
