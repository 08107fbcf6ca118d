import type { Store } from '../crm/store.ts';
import { badRequest } from '../errors.ts';
import type { SandboxPortal } from '../core.ts';
import type { ZodType } from 'zod';

/** One authorised call of the API. */
export interface ApiRequest {
  portal: SandboxPortal;
  store: Store;
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  now: Date;
}

export interface ApiReply {
  status: number;
  body?: unknown;
}

/** One method and path of HubSpot's API. */
export interface ApiRoute {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Express-like: `/crm/objects/2026-09/:objectType`. */
  path: string;
  /** Query parameters the call may carry. */
  query?: readonly string[];
  /** Which limit counts the call. */
  policy?: 'general' | 'search';
  /** Alternatives, each a list of scopes that are all needed; none: any valid token will do. */
  scopes?: (params: Record<string, string>) => string[][];
  handle(request: ApiRequest): ApiReply;
}

interface Match {
  route: ApiRoute;
  params: Record<string, string>;
}

/** Finds the route of a method and path: the match, `other-method` when only the path exists, or undefined. */
export function routeTable(routes: readonly ApiRoute[]): (method: string, path: string) => Match | 'other-method' | undefined {
  const compiled = routes.map((route) => {
    const names = [...route.path.matchAll(/:(\w+)/g)].map((match) => String(match[1]));
    return { route, names, pattern: new RegExp(`^${route.path.replace(/:\w+/g, '([^/]+)')}$`) };
  });
  return (method, path) => {
    let pathExists = false;
    for (const { route, names, pattern } of compiled) {
      const match = pattern.exec(path);
      if (!match) continue;
      pathExists = true;
      if (route.method !== method) continue;
      return { route, params: Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')])) };
    }
    return pathExists ? 'other-method' : undefined;
  };
}

/** The body in its shape; an unknown or ill-typed field is a 400 that names it. */
export function bodyAs<T>(shape: ZodType<T>, body: unknown): T {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.join('.') || 'the body';
  throw badRequest(`Invalid input JSON: ${issue?.message ?? 'unreadable'} at ${where}`);
}

/** A whole-number query parameter between 1 and `max`. */
export function limitOf(query: URLSearchParams, fallback: number, max: number): number {
  const text = query.get('limit');
  if (text === null) return fallback;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > max) throw badRequest(`limit must be between 1 and ${max}, was ${text}`);
  return limit;
}

/** A list parameter, comma separated or repeated. */
export function listOf(query: URLSearchParams, name: string): string[] {
  return query.getAll(name).flatMap((value) => value.split(',')).map((value) => value.trim()).filter((value) => value !== '');
}

/** A true/false parameter, default false. */
export function flagOf(query: URLSearchParams, name: string): boolean {
  const value = query.get(name) ?? 'false';
  if (value !== 'true' && value !== 'false') throw badRequest(`${name} must be true or false`);
  return value === 'true';
}
