import type { PageDoor } from '../protocol.ts';
import type { CrmApi } from './crm-api.ts';

export type Actions = Record<string, (...args: never[]) => unknown>;

/**
 * The actions an extension may call, rebuilt here from their names: a function handed over the border in a
 * plain argument is released after the call. Callbacks stay on this side; the page gets a number.
 */
export function createActions(names: string[], act: PageDoor['act'], crm: CrmApi) {
  const callbacks = new Map<number, () => void>();
  let lastId = 0;

  const special: Actions = {
    onCrmPropertiesUpdate(properties: string[] | '*', callback: (values: object) => void) {
      crm.watch(properties === '*' ? ['*'] : properties, callback);
    },
    openIframeModal(payload: object, onClose?: () => void) {
      lastId += 1;
      if (onClose) callbacks.set(lastId, onClose);
      return act('openIframeModal', [payload, lastId]);
    },
  };
  const plain = (name: string) => (...args: unknown[]) => act(name, args);

  return {
    actions: Object.fromEntries(names.map((name) => [name, special[name] ?? plain(name)])) as Actions,
    callBack(id: number) {
      callbacks.get(id)?.();
      callbacks.delete(id);
    },
  };
}
