import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import { type BudgetRule, type BudgetState, GENERAL, lease, type Lease, SEARCH } from './budget.ts';

export type Lane = 'general' | 'search';
const RULES: Record<Lane, BudgetRule> = { general: GENERAL, search: SEARCH };
/** Background work fetches this many tokens at once, so that not every call costs a statement. */
const BATCH: Record<Lane, number> = { general: 8, search: 2 };

export type Turn = { ok: true } | { ok: false; waitMs: number };

export interface Budget {
  /** Waits for one call's turn. Gives up at once when it would not come within `withinMs`. */
  take(portalId: number, call: { search: boolean; urgent: boolean; withinMs: number }): Promise<Turn>;
  /** HubSpot asked for silence: nobody calls for this portal and limit until then, in any process. */
  block(portalId: number, lane: Lane, waitMs: number): Promise<void>;
}

interface Waiter {
  /** Epoch ms at which waiting stops being of use. */
  deadline: number;
  resolve(turn: Turn): void;
  reject(error: unknown): void;
}

/** The tokens one process holds for one portal and limit, and who waits for them. */
interface Pool {
  tokens: number;
  spendBy: number;
  urgent: Waiter[];
  background: Waiter[];
  pumping: boolean;
  wake: () => void;
}

/** One budget per portal for all processes: the database row says who got tokens, each process spends its own. */
export function createBudget(deps: { db: Db; now: () => Date }): Budget {
  const pools = new Map<string, Pool>();
  const clock = () => deps.now().getTime();

  function poolOf(portalId: number, lane: Lane): Pool {
    const key = `${portalId}/${lane}`;
    const known = pools.get(key);
    if (known !== undefined) return known;
    const pool: Pool = { tokens: 0, spendBy: 0, urgent: [], background: [], pumping: false, wake: () => undefined };
    pools.set(key, pool);
    return pool;
  }

  function wait(portalId: number, lane: Lane, urgent: boolean, withinMs: number): Promise<Turn> {
    const pool = poolOf(portalId, lane);
    return new Promise((resolve, reject) => {
      pool[urgent ? 'urgent' : 'background'].push({ deadline: clock() + withinMs, resolve, reject });
      if (urgent) pool.wake();
      void pump(portalId, lane, pool);
    });
  }

  async function pump(portalId: number, lane: Lane, pool: Pool): Promise<void> {
    if (pool.pumping) return;
    pool.pumping = true;
    try {
      while (pool.urgent.length + pool.background.length > 0) {
        if (pool.tokens > 0 && clock() < pool.spendBy) spend(pool);
        else await refill(portalId, lane, pool);
      }
    } catch (error) {
      for (const waiter of drain(pool, () => true)) waiter.reject(error);
    } finally {
      pool.pumping = false;
    }
  }

  async function refill(portalId: number, lane: Lane, pool: Pool): Promise<void> {
    const urgent = pool.urgent.length > 0;
    const wanted = urgent ? pool.urgent.length : Math.max(BATCH[lane], pool.background.length);
    const { granted, waitMs, at } = await draw(portalId, lane, { wanted, urgent });
    pool.tokens = granted;
    pool.spendBy = at + RULES[lane].grantMs;
    if (granted > 0) return;
    const soonest = clock() + waitMs;
    for (const waiter of drain(pool, (one) => one.deadline < soonest)) waiter.resolve({ ok: false, waitMs });
    if (pool.urgent.length + pool.background.length > 0) await nap(pool, waitMs);
  }

  /** Takes tokens under the row's lock, so that processes see each other's. */
  function draw(portalId: number, lane: Lane, ask: { wanted: number; urgent: boolean }): Promise<Lease & { at: number }> {
    return deps.db.withSystem('hubspot budget', async (tx) => {
      const state = await lockState(tx, portalId, lane);
      const at = clock();
      const result = lease(state, RULES[lane], { ...ask, now: at });
      if (result.granted > 0) {
        await sql`
          update hubspot_budget set grants = ${JSON.stringify(result.state.grants)}, blocked_until = ${result.state.blockedUntil}
          where portal_id = ${portalId} and lane = ${lane}`.execute(tx);
      }
      return { ...result, at };
    });
  }

  return {
    async take(portalId, { search, urgent, withinMs }) {
      const startedAt = clock();
      if (search) {
        const turn = await wait(portalId, 'search', urgent, withinMs);
        if (!turn.ok) return turn;
      }
      return wait(portalId, 'general', urgent, Math.max(0, withinMs - (clock() - startedAt)));
    },
    async block(portalId, lane, waitMs) {
      poolOf(portalId, lane).tokens = 0;
      await deps.db.withSystem('hubspot budget', async (tx) => {
        const state = await lockState(tx, portalId, lane);
        const until = Math.max(state.blockedUntil ?? 0, clock() + waitMs);
        await sql`update hubspot_budget set blocked_until = ${until} where portal_id = ${portalId} and lane = ${lane}`.execute(tx);
      });
    },
  };
}

async function lockState(tx: Parameters<Parameters<Db['withSystem']>[1]>[0], portalId: number, lane: Lane): Promise<BudgetState> {
  const read = () =>
    sql<{ grants: BudgetState['grants']; blocked_until: number | null }>`
      select grants, blocked_until from hubspot_budget where portal_id = ${portalId} and lane = ${lane} for update`.execute(tx);
  let row = (await read()).rows[0];
  if (row === undefined) {
    await sql`insert into hubspot_budget (portal_id, lane) values (${portalId}, ${lane}) on conflict do nothing`.execute(tx);
    row = (await read()).rows[0];
  }
  return { grants: row?.grants ?? [], blockedUntil: row?.blocked_until ?? null };
}

function spend(pool: Pool): void {
  pool.tokens -= 1;
  (pool.urgent.shift() ?? pool.background.shift())?.resolve({ ok: true });
}

/** Takes the waiters that match out of their queues. */
function drain(pool: Pool, matches: (waiter: Waiter) => boolean): Waiter[] {
  const leaving = [...pool.urgent, ...pool.background].filter(matches);
  pool.urgent = pool.urgent.filter((waiter) => !leaving.includes(waiter));
  pool.background = pool.background.filter((waiter) => !leaving.includes(waiter));
  return leaving;
}

/** Sleeps, or less when someone urgent comes. */
function nap(pool: Pool, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    pool.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}
