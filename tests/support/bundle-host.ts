import { createContext, runInContext } from 'node:vm';
import * as RemoteReact from '@remote-ui/react';
import { createRemoteRoot, createRoot } from '@remote-ui/react';
import * as React from 'react';

/** A node of the tree that the bundle draws. */
interface RemoteNode {
  type?: string;
  text?: string;
  props?: Record<string, unknown>;
  children?: RemoteNode[];
}

export interface HostedCard {
  /** Every request the card made. */
  requests: string[];
  /** Every text and every shown property of the drawn tree. */
  words: () => string;
}

/**
 * Runs a production bundle, unchanged, in plain Node with the globals that HubSpot's worker gives it.
 * The bundle sees no window, no document and no fetch.
 */
export function runBundle(code: string, { answer, properties }: { answer: object; properties: Record<string, string | null> }): HostedCard {
  const requests: string[] = [];
  let extend: ((api: { context: object; actions: object }) => React.ReactElement) | undefined;
  const globals: Record<string, unknown> = {
    React,
    RemoteUI: RemoteReact,
    Intl,
    console,
    __HUBSPOT_EXTENSION_WORKER__: true,
    extend_V2: (callback: typeof extend) => {
      extend = callback;
    },
    logger: console,
    hsFetch: async (url: string) => {
      requests.push(url);
      return Response.json(answer);
    },
    hsWorkerAPI: { fetchCrmProperties: async () => ({ json: async () => ({ data: properties }) }) },
  };
  globals['self'] = globals;
  runInContext(code, createContext(globals));
  if (!extend) throw new Error('The bundle did not call hubspot.extend.');
  const root = createRemoteRoot(() => {});
  createRoot(root).render(extend({ context: cardContext, actions: {} }));
  void root.mount();
  return { requests, words: () => JSON.stringify(readTree(root as unknown as RemoteNode)) };
}

const cardContext = {
  location: 'crm.record.tab',
  user: { locale: 'en-us' },
  portal: { id: 4242, timezone: 'America/Sao_Paulo' },
  crm: { objectId: 501, objectTypeId: '0-2' },
  variables: { SERVER_URL: 'https://baton.example.com' },
};

function readTree(node: RemoteNode): unknown {
  if (node.text !== undefined) return node.text;
  return [node.type, node.props, (node.children ?? []).map(readTree)];
}
