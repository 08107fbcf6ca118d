/** Which term of the bound a call counts towards; anything else is named by what it does. */
export function termOf({ method, path }: { method: string; path: string }): string {
  const [, object, rest = ''] = /^\/crm\/objects\/[^/]+\/([^/?]+)([^?]*)/.exec(path) ?? [];
  if (object !== undefined && method === 'GET' && rest === '') return `list ${object}`;
  if (object === 'companies' && rest === '/batch/update') return 'write scores';
  if (object !== undefined) return `${rest.slice(1)} ${object}`.trim();
  const [, from, to] = /^\/crm\/associations\/[^/]+\/([^/]+)\/([^/]+)\/batch\/read/.exec(path) ?? [];
  if (from !== undefined) return `associations ${from} to ${to}`;
  if (/^\/crm\/owners\//.test(path)) return 'list owners';
  return `${method} ${path.replace(/\?.*/, '').replace(/\/\d{4}-\d{2}(?=\/|$)/, '')}`;
}
