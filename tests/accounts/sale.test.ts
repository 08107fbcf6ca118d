import { afterAll, beforeAll, expect, test } from 'vitest';
import { dealsArrived, lostDeals, type Place, wonBetween } from '../../src/server/accounts/sale.ts';
import { accountSpecs } from '../../src/server/accounts/specs.ts';
import type { Tx } from '../../src/server/platform/db.ts';
import { buildCrmRecord, linkedTo } from '../support/build-crm-record.ts';
import { openTestDb, type TestDb } from '../support/database.ts';

const PORTAL = 101;
const day = (date: number) => new Date(`2026-11-${String(date).padStart(2, '0')}T12:00:00.000Z`);
const WON = { hs_is_closed: 'true', hs_is_closed_won: 'true' };
const LOST = { hs_is_closed: 'true', hs_is_closed_won: 'false' };

let database: TestDb;
const within = <T>(run: (tx: Tx) => Promise<T>) => database.db.withPortal(PORTAL, run);

beforeAll(async () => {
  database = await openTestDb();
  const deal = (id: number, [pipeline, dealstage]: [string, string], entered: number, properties: Record<string, string> = {}) =>
    buildCrmRecord({ id: String(id), properties: { pipeline, dealstage, hs_v2_date_entered_current_stage: day(entered).toISOString(), hs_is_closed: 'false', hs_is_closed_won: 'false', ...properties }, ...linkedTo(1) });
  const deals = [
    deal(1, ['new', 'won'], 5, WON), deal(2, ['renewals', 'kept'], 6, WON), deal(3, ['new', 'sent'], 12), deal(4, ['new', 'sent'], 9),
    deal(5, ['new', 'lost'], 12, LOST), deal(6, ['renewals', 'asked'], 13),
  ];
  const spec = accountSpecs('postgres').find((one) => one.type === 'deals')!;
  await within((tx) => spec.save(tx, PORTAL, deals, day(20), { timeZone: 'America/Sao_Paulo', cnpjProperty: 'cnpj' }));
});
afterAll(() => database.close());

const arrived = async (...places: Place[]) => (await within((tx) => dealsArrived(tx, [1], places))).map((deal) => deal.dealId);
const anyWin = { pipeline: null, stage: null, since: day(1) };
const winOf = (pipeline: string, since = day(1)) => ({ pipeline, stage: null, since });
const at = (pipeline: string, stage: string, since = day(10)) => ({ pipeline, stage, since });

test('a win counts in any pipeline or in those that are named, since an instant', async () => {
  expect(await arrived(anyWin)).toEqual([1, 2]);
  expect(await arrived(winOf('new'))).toEqual([1]);
  expect(await arrived(winOf('new'), winOf('renewals', day(7)))).toEqual([1]);
});

test('a stage counts for deals that entered it since then', async () => {
  expect(await arrived(at('new', 'sent'), winOf('new'))).toEqual([1, 3]);
  expect(await arrived(at('new', 'sent', day(8)), at('renewals', 'asked'))).toEqual([4, 3, 6]);
  expect(await arrived(at('renewals', 'sent'))).toEqual([]);
});

test('a lost deal never counts, whatever was chosen', async () => {
  expect(await arrived(at('new', 'lost'))).toEqual([]);
  expect(await within((tx) => lostDeals(tx, [1, 3, 5]))).toEqual(new Map([[5, day(12)]]));
});

test('earlier wins are those of the pipelines', async () => {
  const won = async (pipelines: string[]) => (await within((tx) => wonBetween(tx, day(1), day(30), pipelines))).map((deal) => deal.dealId);
  expect(await won([])).toEqual([1, 2]);
  expect(await won(['renewals'])).toEqual([2]);
});
