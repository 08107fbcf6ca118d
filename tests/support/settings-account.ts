import type { PageEndpointName, PageEndpoints } from '../../extensions/contracts/endpoints.ts';
import type { Refusal } from '../../extensions/contracts/envelope.ts';
import { buildSandboxUser } from './sandbox.ts';
import { PUBLIC_URL, type RunningBaton, startBaton } from './running-baton.ts';

/** The account's people: Ana installs, Bia is to be manager, Caio has no role. */
export const people = { ana: 10101, bia: 10111, caio: 10121 } as const;

/** Baton installed by Ana into an account of three people. @param prepare fills the CRM before Baton reads it. */
export async function startSettings(options: Parameters<typeof startBaton>[0] = {}, prepare: (baton: RunningBaton) => void = () => {}) {
  const baton = await startBaton(options);
  const portal = baton.sandbox.core.portal(baton.portalId)!;
  portal.users.push(
    buildSandboxUser({ id: people.bia, ownerId: '10112', firstName: 'Bia', lastName: 'Souza', email: 'bia@agencia.example', role: 'manager' }),
    buildSandboxUser({ id: people.caio, ownerId: '10122', firstName: 'Caio', lastName: 'Lima', email: 'caio@agencia.example', role: 'cs-rep' }),
  );
  prepare(baton);
  await baton.install();
  return { ...baton, ask: createAsk(baton) };
}

export type SettingsAccount = Awaited<ReturnType<typeof startSettings>>;

let keys = 0;

/** A key as the page makes one for each change. */
export function buildKey(): string {
  return `key-of-the-test-${String(++keys).padStart(6, '0')}`;
}

type Asked<E extends PageEndpointName> = Omit<PageEndpoints[E]['params'], 'lang'> & { lang?: string };

/** Asks the settings or the home page as a user of the account, through HubSpot's signing proxy. */
export function createAsk(baton: Pick<RunningBaton, 'sandbox' | 'portalId'>) {
  return async function ask<E extends PageEndpointName>(endpoint: E, asked: { as?: number; params?: Asked<E>; body?: object } = {}): Promise<PageEndpoints[E]['answer'] | Refusal> {
    const rest: Record<string, string> = { lang: 'en', ...(asked.params as object) };
    const [method, route] = endpoint.split(' ') as [string, string];
    const path = route.replace(/:(\w+)/g, (_, name: string) => {
      const value = rest[name] ?? '';
      delete rest[name];
      return encodeURIComponent(value);
    });
    const answer = await baton.sandbox.core.callBackend({
      portalId: baton.portalId,
      userId: asked.as ?? people.ana,
      method,
      url: `${PUBLIC_URL}${path}?${new URLSearchParams(rest)}`,
      ...(asked.body && { body: asked.body }),
    });
    if (answer.status !== 200) throw new Error(`${endpoint} answered ${answer.status}: ${answer.body}`);
    return JSON.parse(answer.body) as PageEndpoints[E]['answer'] | Refusal;
  };
}
