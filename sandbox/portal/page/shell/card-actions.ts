import { api } from '../api.ts';
import { pagePath } from '../components/pages.tsx';
import type { ExtensionTools } from '../host/reactions.ts';
import type { Portal } from './portal-context.ts';

export interface IframeRequest {
  uri: string;
  width: number;
  height: number;
  title?: string;
  callbackId: number;
}

interface Stage {
  portal: Portal;
  tools: ExtensionTools;
  /** null for an extension that stands on none. */
  record: { type: string; id: string } | null;
  refreshRecord: () => void;
  openIframe: (request: IframeRequest) => void;
}

/** Actions of an extension on a record, as HubSpot lists them. */
export const ACTION_NAMES = [
  'addAlert',
  'reloadPage',
  'fetchCrmObjectProperties',
  'openIframeModal',
  'refreshObjectProperties',
  'onCrmPropertiesUpdate',
  'closeOverlay',
  'copyTextToClipboard',
  'navigateToPage',
];

/** Does on the page what an extension asks for by an action's name; throws on a name it does not know. */
export function createActor(stage: Stage): (name: string, args: unknown[]) => Promise<unknown> {
  const { portal, tools, record } = stage;
  const actions: Record<string, (...args: never[]) => unknown> = {
    addAlert: (alert: { type?: string; title?: string; message: string }) => portal.addToast({ ...alert, type: alert.type ?? 'info' }),
    reloadPage: () => location.reload(),
    async fetchCrmObjectProperties(names: string[] | '*') {
      const reply = await api.askCrm(record, { kind: 'properties', request: names === '*' ? ['*'] : names });
      if (reply.error) throw new Error(reply.error);
      const filled = Object.entries(reply.data as Record<string, string | null>).map(([name, value]) => [name, value ?? '']);
      return Object.fromEntries(filled) as Record<string, string>;
    },
    refreshObjectProperties: () => stage.refreshRecord(),
    openIframeModal: (request: Omit<IframeRequest, 'callbackId'>, callbackId: number) => stage.openIframe({ ...request, callbackId }),
    closeOverlay: (id: string) => tools.overlays.close(id),
    copyTextToClipboard: (text: string) => navigator.clipboard.writeText(text),
    navigateToPage: ({ to, params }: { to: string; params?: Record<string, string> }) => tools.navigate(pagePath(to, params)),
  };
  return async (name, args) => {
    const action = actions[name];
    if (!action) throw new Error(`The sandbox portal has no action ${name}.`);
    return action(...(args as never[]));
  };
}
