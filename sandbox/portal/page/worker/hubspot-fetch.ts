import type { PageDoor } from '../protocol.ts';

interface Options {
  method?: string;
  timeout?: number;
  body?: object;
  headers?: Headers | Record<string, string>;
}

const WITHOUT_BODY = new Set([101, 204, 205, 304]);

/** hubspot.fetch: the page's server signs and forwards; the extension gets an ordinary Response without headers. */
export function createHubspotFetch(fetchByPage: PageDoor['fetch']) {
  return async function hubspotFetch(url: string | URL, options: Options = {}): Promise<Response> {
    const headers = options.headers instanceof Headers ? Object.fromEntries(options.headers) : options.headers;
    const answer = await fetchByPage({
      url: String(url),
      ...(options.method && { method: options.method }),
      ...(options.body && { body: options.body }),
      ...(headers && { headers }),
      ...(options.timeout && { timeoutMs: options.timeout }),
    });
    return new Response(WITHOUT_BODY.has(answer.status) ? null : answer.body, { status: answer.status });
  };
}
