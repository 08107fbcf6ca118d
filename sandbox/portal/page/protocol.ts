/** What crosses the border between the page and the worker that runs one extension. Plain data only. */
import type { RemoteChannel } from '@remote-ui/core';

export interface ExtensionUser {
  id: number;
  email: string;
  emails: string[];
  firstName: string;
  lastName: string;
  roles: string[];
  teams: never[];
  locale: string;
  language: string;
  permissions: string[];
}

/** `context` as @hubspot/ui-extensions types it. */
export interface ExtensionContext {
  location: string;
  user: ExtensionUser;
  portal: { id: number; timezone: string };
  variables: Record<string, string>;
  extension: { appId: number; appName: string; cardTitle: string };
  crm?: { objectId: number; objectTypeId: string };
}

export interface StartRequest {
  bundleUrl: string;
  context: ExtensionContext;
  actionNames: string[];
  pageLocation: PageLocation;
}

export interface PageLocation {
  path: string;
  params: Record<string, string>;
}

export interface FetchRequest {
  url: string;
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  timeoutMs?: number;
}

export interface FetchAnswer {
  status: number;
  body: string;
}

export type Properties = Record<string, string | null>;
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** A CRM question of a hook; the page answers it from the record that the card stands on. */
export interface CrmQuestion {
  kind: 'properties' | 'associations' | 'search' | 'format';
  request: unknown;
  options?: unknown;
}

/** What the worker offers to the page. */
export interface WorkerDoor {
  start(request: StartRequest, channel: RemoteChannel): Promise<void>;
  /** Properties of the record changed: hooks that watch one of them ask again. */
  recordChanged(names: string[]): void;
  /** Calls a function the card handed to an action, then forgets it. */
  callBack(id: number): void;
  movePage(location: PageLocation): void;
}

/** What the page offers to the worker. */
export interface PageDoor {
  fetch(request: FetchRequest): Promise<FetchAnswer>;
  /** JSON text of the answer, or a sentence that says what is wrong. */
  askCrm(question: CrmQuestion): Promise<{ data?: unknown; error?: string }>;
  act(name: string, args: unknown[]): Promise<unknown>;
  log(level: LogLevel, message: string): void;
  /** The extension's render threw; the page shows the message in place of the card. */
  failed(message: string): void;
}

export const PAGE_METHODS = ['fetch', 'askCrm', 'act', 'log', 'failed'] as const;
export const WORKER_METHODS = ['start', 'recordChanged', 'callBack', 'movePage'] as const;
