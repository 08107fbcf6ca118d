import type { CrmQuestion, PageDoor, Properties } from '../protocol.ts';

type AskCrm = PageDoor['askCrm'];
type OnUpdate = (properties: Properties) => void;
interface Watch {
  names: string[];
  refresh: () => Promise<void>;
}

/** The SDK only calls `json()`, and a cleanup function would not survive in a real Response. */
function answer(body: unknown): { json: () => Promise<unknown> } {
  return { json: () => Promise.resolve(body) };
}

/** The data hooks of @hubspot/ui-extensions, answered by the page; watched properties are asked again on a change. */
export function createCrmApi(askCrm: AskCrm) {
  const watches = new Set<Watch>();

  async function ask(kind: CrmQuestion['kind'], request: unknown, options?: unknown) {
    return askCrm({ kind, request, options });
  }

  function watch(names: string[], onUpdate: OnUpdate, options?: unknown): () => void {
    const entry: Watch = {
      names,
      refresh: async () => {
        const { data } = await ask('properties', names, options);
        if (data && watches.has(entry)) onUpdate(data as Properties);
      },
    };
    watches.add(entry);
    return () => watches.delete(entry);
  }

  const hooks = {
    async fetchCrmProperties(names: string[], onUpdate: OnUpdate, options?: unknown) {
      const stop = watch(names, onUpdate, options);
      const reply = await ask('properties', names, options);
      if (reply.error) stop();
      return answer({ ...reply, cleanup: stop });
    },
    async fetchAssociations(request: unknown, options?: unknown) {
      return answer({ ...(await ask('associations', request, options)), cleanup: () => undefined });
    },
    async fetchCrmSearch(request: unknown, options?: unknown) {
      return answer({ ...(await ask('search', request, options)), cleanup: () => undefined });
    },
    async formatCrmProperties(request: unknown) {
      const reply = await ask('format', request);
      return answer(reply.error ? { error: reply.error } : reply.data);
    },
  };

  return {
    hooks,
    watch,
    /** `*` stands for any property. */
    recordChanged(names: string[]) {
      for (const entry of watches) {
        const touched = names.includes('*') || entry.names.includes('*') || entry.names.some((name) => names.includes(name));
        if (touched) void entry.refresh();
      }
    },
  };
}
export type CrmApi = ReturnType<typeof createCrmApi>;
