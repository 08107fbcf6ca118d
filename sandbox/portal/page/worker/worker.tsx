/** Runs one extension bundle, unmodified, as HubSpot's worker does: globals first, then the bundle, then its tree. */
import * as React from 'react';
import * as RemoteUI from '@remote-ui/react';
import { createRemoteRoot, type RemoteChannel } from '@remote-ui/core';
import { createEndpoint, retain, type MessageEndpoint } from '@remote-ui/rpc';
import { PAGE_METHODS } from '../protocol.ts';
import type { ExtensionContext, PageDoor, PageLocation, StartRequest, WorkerDoor } from '../protocol.ts';
import { createActions } from './actions.ts';
import { Boundary } from './boundary.tsx';
import { createCrmApi } from './crm-api.ts';
import { createHubspotFetch } from './hubspot-fetch.ts';
import { createLogger, describe, logUnhandled } from './logger.ts';
import { createStore } from './store.ts';

declare function importScripts(...urls: string[]): void;
type ExtensionApi = { context: ExtensionContext; actions: object; runServerlessFunction: () => Promise<never> };
type Extend = (api: ExtensionApi) => React.ReactElement;

const endpoint = createEndpoint<PageDoor>(self as unknown as MessageEndpoint, { callable: [...PAGE_METHODS] });
const page = endpoint.call;
const crm = createCrmApi((question) => page.askCrm(question));
const pageLocation = createStore<PageLocation>({ path: '/', params: {} });
let callBack: (id: number) => void = () => undefined;

/** An extension has hubspot.fetch and nothing else to reach out with. */
function removeNetwork(): void {
  for (const name of ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'indexedDB', 'importScripts', 'caches']) {
    Object.defineProperty(self, name, { value: undefined, configurable: false, writable: false });
  }
}

function setGlobals(context: ExtensionContext, actions: object, extend: (callback: Extend) => void): void {
  const api = { context, actions, runServerlessFunction: refuseServerless };
  Object.assign(self, {
    React,
    RemoteUI,
    __HUBSPOT_EXTENSION_WORKER__: true,
    extend_V2: extend,
    logger: createLogger(page.log),
    hsFetch: createHubspotFetch(page.fetch),
    serverless: refuseServerless,
    hsWorkerAPI: {
      ...crm.hooks,
      useExtensionContext: () => context,
      useExtensionActions: () => actions,
      useExtensionApi: () => api,
      useAppPageLocation: pageLocation.use,
      fetchHubSpotApi: () => Promise.reject(new Error('The sandbox portal has no fetchHubSpotApi (experimental).')),
    },
  });
}

function refuseServerless(): Promise<never> {
  return Promise.reject(new Error('Serverless functions belong to private apps; use hubspot.fetch.'));
}

async function start(request: StartRequest, channel: RemoteChannel): Promise<void> {
  retain(channel);
  let extension: Extend | undefined;
  const built = createActions(request.actionNames, page.act, crm);
  callBack = built.callBack;
  pageLocation.set(request.pageLocation);
  setGlobals(request.context, built.actions, (callback) => (extension = callback));
  importScripts(request.bundleUrl);
  removeNetwork();
  if (!extension) throw new Error('The bundle loaded, but it did not call hubspot.extend().');

  const root = createRemoteRoot(channel, { strict: false });
  const Main = extension;
  const tree = <Main context={request.context} actions={built.actions} runServerlessFunction={refuseServerless} />;
  RemoteUI.createRoot(root).render(<Boundary onError={(error) => page.failed(describe(error))}>{tree}</Boundary>);
  void root.mount();
}

const door: WorkerDoor = {
  start,
  recordChanged: crm.recordChanged,
  callBack: (id) => callBack(id),
  movePage: pageLocation.set,
};
endpoint.expose({ ...door });
logUnhandled((level, message) => page.log(level, message));
