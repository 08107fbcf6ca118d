import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Action } from '../../src/server/workflow/actions/index.ts';
import { ended } from '../../src/server/workflow/outputs.ts';
import { buildAction, buildInstall, buildWorkflow } from '../support/build-workflow.ts';
import { openTestDb, type TestDb } from '../support/database.ts';

let test: TestDb;
beforeAll(async () => {
  test = await openTestDb();
});
afterAll(() => test.close());

async function states(): Promise<string[]> {
  return (await sql<{ state: string }>`select state from workflow_callbacks order by portal_id, callback_id`.execute(test.kysely)).rows.map((row) => row.state);
}

describe('an action that changes something', () => {
  /** Notes an event each time it acts. */
  const noting: Action = {
    id: 'note-it', records: ['deal'], inputs: {}, statuses: ['noted'],
    async settle(tx, { portalId, record, now }) {
      await sql`insert into events (portal_id, name, at, actor, payload) values (${portalId}, 'noted', ${now}, 'test', ${JSON.stringify({ deal: record.id })}::jsonb)`.execute(tx);
      return ended('noted', { deal: String(record.id) });
    },
  };
  const effects = async () => (await sql<{ deal: number }>`select (payload ->> 'deal')::int as deal from events where name = 'noted' order by event_id`.execute(test.kysely)).rows.map(({ deal }) => deal);
  const asked = { objectType: 'DEAL', objectId: 901 };
  beforeEach(async () => {
    await sql`delete from workflow_callbacks`.execute(test.kysely);
    await sql`delete from events where name = 'noted'`.execute(test.kysely);
  });

  it.each([['that lets it be completed', ['automation'], 0], ['that does not', [], 1]] as const)('acts once in an account %s, however often and at once it is delivered', async (_, scopes, atOnce) => {
    const room = buildWorkflow(test, { install: async () => buildInstall({ scopes }) }, [noting]);
    const replies = await Promise.all(Array.from({ length: 5 }, () => room.deliver(buildAction(asked), undefined, 'note-it')));
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
    expect(await effects()).toHaveLength(atOnce);
    // Two workers at once, and a queue that gives the job a second time.
    const [job] = room.queue;
    await Promise.all([room.run(job!.name, job!.payload), room.run(job!.name, job!.payload)]);
    await room.run(job!.name, job!.payload);
    expect(await effects()).toEqual([901]);
  });

  it('acts once where its worker dies before HubSpot has heard of it, and once where HubSpot opens the callback anew', async () => {
    let deaths = 2;
    const room = buildWorkflow(test, { complete: async () => ((deaths -= 1) >= 0 ? Promise.reject(new Error('Killed.')) : 'refused') }, [noting]);
    await room.deliver(buildAction(asked), undefined, 'note-it');
    await room.settle();
    expect(await states()).toEqual(['refused']);
    room.world.complete = async () => 'completed';
    await room.deliver(buildAction(asked), undefined, 'note-it');
    await room.settle();
    expect(await states()).toEqual(['completed']);
    expect(await effects()).toEqual([901]);
    expect(new Set(room.asked.completed.map(({ outputs }) => JSON.stringify(outputs))).size).toBe(1);
  });

  it('for a record that is not known yet does nothing until it is', async () => {
    let known = false;
    const room = buildWorkflow(test, {}, [{ ...noting, settle: async (...question) => (known ? noting.settle(...question) : null) }]);
    await room.deliver(buildAction(asked), undefined, 'note-it');
    const [job] = room.queue;
    await expect(room.run(job!.name, job!.payload, 1)).rejects.toThrow('not been read');
    known = true;
    await room.settle();
    expect(room.asked.completed.map(({ outputs }) => outputs.status)).toEqual(['noted']);
    expect(await effects()).toEqual([901]);
  });
});
