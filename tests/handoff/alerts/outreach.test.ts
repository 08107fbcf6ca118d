import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askedIn, contactFacts, NEVER_ASKED, nextContact, OUTREACH } from '../../../src/server/handoff/alerts/outreach.ts';
import { contactTrace } from '../../../src/server/handoff/alerts/outreach-wording.ts';
import type { Handoff } from '../../../src/server/handoff/baton.ts';
import { forgetInHandoffs } from '../../../src/server/handoff/erase.ts';
import { calendarOf, OFFICE_HOURS } from '../../../src/server/handoff/playbooks/calendar.ts';
import { businessHours } from '../../../src/server/lib/business-time.ts';
import { at, buildWatch, buildWatched, WATCHED_PORTAL, watchedTables } from '../../support/build-watch.ts';
import { openTestDb, type TestDb } from '../../support/database.ts';

const calendar = calendarOf(OFFICE_HOURS, 'America/Sao_Paulo');
const NINE_HOURS = 9;

/** The next contact of a customer who was accepted on day 0, by a playbook that asks for one every five business days. */
function next(baton: Partial<Handoff> = {}, known: Partial<Parameters<typeof nextContact>[1]> = {}, outreachDays = 5) {
  return nextContact(buildWatched(0, baton, { outreachDays }), { asked: NEVER_ASKED, lastSeen: null, calendar, ...known });
}
const asked = (count: number, days: number) => ({ asked: { count, lastAt: at(days) } });
const holidays = (...days: string[]) => calendarOf({ ...OFFICE_HOURS, holidays: days.map((day) => ({ day, name: 'Feriado' })) }, 'America/Sao_Paulo');

describe('when the next contact is due', () => {
  it('five business days after the acceptance: accepted on a Monday at nine, on Friday at six', () => {
    expect(next()).toEqual({ number: 1, dueAt: at(4.375), after: 'acceptance', since: at(0) });
  });

  it('then five after the one before', () => {
    expect(next({}, asked(1, 4.375))).toEqual({ number: 2, dueAt: at(11.375), after: 'contact', since: at(4.375) });
  });

  it('a sign of life counts as a contact where it is the later one, and one before the acceptance does not', () => {
    expect(next({}, { lastSeen: at(2) })).toMatchObject({ number: 1, after: 'activity', since: at(2), dueAt: at(8.375) });
    expect(next({}, { ...asked(1, 4.375), lastSeen: at(2) })).toMatchObject({ after: 'contact' });
    expect(next({}, { lastSeen: at(-3) })).toMatchObject({ after: 'acceptance' });
  });

  it('a holiday and a clock that stood move it on; while it stands there is none', () => {
    expect(next({}, { calendar: holidays('2026-10-07') })).toMatchObject({ dueAt: at(7.375) });
    const pause = { from: at(1), to: at(3), reason: 'Dados do cliente' };
    expect(next({ pauses: [pause] })).toMatchObject({ dueAt: at(8.375) });
    expect(next({ pauses: [{ ...pause, from: at(20), to: null }] })).toBeNull();
  });

  it('never before the acceptance, after first value, after the end, or where the playbook asks for none', () => {
    expect(next({ acceptedAt: null })).toBeNull();
    expect(next({ firstValueAt: at(3) })).toBeNull();
    for (const status of ['done', 'cancelled'] as const) expect(next({ status, endedAt: at(3) })).toBeNull();
    expect(next({}, {}, 0)).toBeNull();
  });

  it('what was asked for is read in the history', () => {
    expect(askedIn([{ step: OUTREACH, at: at(11) }, { step: 'accept', at: at(5) }, { step: OUTREACH, at: at(4) }])).toEqual({ count: 2, lastAt: at(11) });
    expect(askedIn([{ step: 'accept', at: at(5) }])).toEqual(NEVER_ASKED);
  });
});

describe('whatever happens', () => {
  const day = fc.integer({ min: 0, max: 240 }).map((quarters) => quarters / 4);
  const pauses = fc.uniqueArray(day, { maxLength: 6 }).map((edges) => {
    const sorted = edges.toSorted((a, b) => a - b);
    return Array.from({ length: Math.floor(sorted.length / 2) }, (_, one) => ({ from: at(sorted[2 * one]!), to: at(sorted[2 * one + 1]!), reason: 'Cliente' }));
  });
  const someHolidays = fc.subarray(['2026-10-12', '2026-10-13', '2026-11-02', '2026-11-20']);
  const days = fc.integer({ min: 1, max: 20 });
  const sight = fc.record({ lastSeen: fc.option(day.map(at)), asked: fc.oneof(fc.constant(NEVER_ASKED), fc.record({ count: fc.integer({ min: 1, max: 9 }), lastAt: day.map(at) })) });

  it('exactly so many business days lie between, pauses and holidays left out', () => {
    fc.assert(
      fc.property(days, pauses, someHolidays, sight, (every, stood, free, known) => {
        const by = holidays(...free);
        const { since, dueAt, number } = next({ pauses: stood }, { ...known, calendar: by }, every)!;
        expect(businessHours(since, dueAt, by, stood)).toBeCloseTo(every * NINE_HOURS, 6);
        expect(number).toBe(known.asked.count + 1);
        for (const earlier of [at(0), known.lastSeen, known.asked.lastAt]) if (earlier !== null) expect(since >= earlier).toBe(true);
      }),
    );
  });

  it('another holiday or pause never has it due earlier', () => {
    fc.assert(
      fc.property(days, pauses, someHolidays, sight, (every, stood, free, known) => {
        const plain = next({}, known, every)!;
        expect(next({ pauses: stood }, { ...known, calendar: holidays(...free) }, every)!.dueAt >= plain.dueAt).toBe(true);
      }),
    );
  });

  it('no two are due at once, however late one looks: what was left out is not made up for', () => {
    fc.assert(
      fc.property(days, pauses, fc.array(day, { maxLength: 40 }), (every, stood, looks) => {
        const told: Date[] = [];
        for (const now of looks.toSorted((a, b) => a - b).map(at)) {
          const due = () => next({ pauses: stood }, { asked: { count: told.length, lastAt: told.at(-1) ?? null } }, every)!;
          if (due().dueAt > now) continue;
          expect(due().number).toBe(told.length + 1);
          told.push(now);
          expect(due().dueAt > now).toBe(true);
        }
        for (const [index, later] of told.slice(1).entries()) expect(businessHours(told[index]!, later, calendar, stood)).toBeGreaterThanOrEqual(every * NINE_HOURS - 1e-6);
      }),
    );
  });

  it('none after first value, after the end, or while the clock stands', () => {
    const stopped = fc.constantFrom<Partial<Handoff>>({ firstValueAt: at(1) }, { status: 'done', endedAt: at(1) }, { status: 'cancelled', endedAt: at(1) }, { pauses: [{ from: at(50), to: null, reason: 'Cliente' }] }, { acceptedAt: null });
    fc.assert(fc.property(stopped, days, sight, (baton, every, known) => {
      expect(next(baton, known, every)).toBeNull();
    }));
  });
});

describe('the task that asks for one', () => {
  const told = { form: { objective: { text: 'Vender online\naté março', typed: true }, stakeholders: { text: 'Bruno Alves', typed: false } }, kickOff: { projectOwners: { text: '- Ana Souza, financeiro\n- Caio Lima', notApplicable: '' } } };
  const words = (language: 'pt-BR' | 'en', after: 'acceptance' | 'contact' | 'activity') =>
    contactTrace({ number: 2, dueAt: at(7), after, since: at(0) }, { ...contactFacts(told), deal: 'Acme 2027', timeZone: 'America/Sao_Paulo', language });

  it('says whom, why now, the number, and the objective of the sale', () => {
    expect(words('pt-BR', 'activity')).toEqual({
      title: '2º contato até o primeiro valor: Acme 2027',
      body: [
        'Falar com: Ana Souza, financeiro',
        'Falar com: Caio Lima',
        'Por quê: o primeiro valor ainda não foi alcançado; o último sinal de vida do cliente foi em 5 de out. de 2026.',
        'O objetivo da venda: Vender online',
      ],
    });
    expect(words('en', 'contact')).toEqual({
      title: 'Contact 2 until first value: Acme 2027',
      body: ['Talk to: Ana Souza, financeiro', 'Talk to: Caio Lima', 'Why: first value is not reached yet; the contact before was asked for Oct 5, 2026.', 'The objective of the sale: Vender online'],
    });
  });

  it('goes by the people whom sales named before the kick-off, and says nothing of what nobody wrote', () => {
    expect(contactFacts({ ...told, kickOff: {} })).toMatchObject({ people: ['Bruno Alves'] });
    expect(contactFacts({ form: {}, kickOff: {} })).toEqual({ people: [], objective: null });
  });
});

describe('the watch', () => {
  let test: TestDb;
  let tables: ReturnType<typeof watchedTables>;
  beforeAll(async () => {
    test = await openTestDb();
    tables = watchedTables(test);
  });
  afterAll(() => test.close());
  beforeEach(() => tables.clear());

  const everyFive = { outreachDays: 5 };
  const times = async () => (await tables.rows('handoff_moves')).filter((row) => row.step === OUTREACH).map((row) => row.at as Date).sort((a, b) => a.getTime() - b.getTime());
  const titles = async () => (await tables.rows('handoff_effects')).map((row) => (row.content as { title: string }).title).filter((title) => title.includes('contato')).sort();

  it('asks the owner of the leg with the baton, also while the next leg is asked to take it; where nobody is named, the company\'s', async () => {
    const owned = buildWatched(1, { hand: 'offered' }, everyFive);
    const legs = owned.baton.legs.map((leg) => (leg.state === 'holding' ? { ...leg, owner: 10133 } : { ...leg, owner: 10144 }));
    await tables.keep(buildWatched(0, {}, everyFive), { ...owned, baton: { ...owned.baton, legs } });
    await buildWatch(test).look(4.375);
    const tasks = (await tables.rows('handoff_effects')).map((row) => row.content as { title: string; owner: number; dealId: number }).filter(({ title }) => title.includes('contato'));
    expect(tasks.map(({ dealId, owner, title }) => [dealId, owner, title]).sort()).toEqual([
      [900, 10112, '1º contato até o primeiro valor: negócio sem nome'],
      [901, 10133, '1º contato até o primeiro valor: negócio sem nome'],
    ]);
  });

  it('asks once an occasion, however many look at the same time and however often, as one that looks alone would', async () => {
    const look = fc.record({ day: fc.integer({ min: 0, max: 30 }), watchers: fc.integer({ min: 1, max: 4 }), seen: fc.option(fc.integer({ min: 0, max: 5 })) });
    await fc.assert(
      fc.asyncProperty(fc.array(look, { minLength: 1, maxLength: 8 }), async (looks) => {
        await tables.clear();
        const handoff = buildWatched(0, {}, everyFive);
        await tables.keep(handoff);
        const watch = buildWatch(test);
        const alone: Date[] = [];
        for (const { day, watchers, seen } of looks.toSorted((a, b) => a.day - b.day)) {
          if (seen !== null) watch.world.lastSeen.set(500, at(day - seen));
          await watch.look(day, watchers);
          const due = nextContact(handoff, { asked: { count: alone.length, lastAt: alone.at(-1) ?? null }, lastSeen: watch.world.lastSeen.get(500) ?? null, calendar })!;
          if (due.dueAt <= at(day)) alone.push(at(day));
          expect(await times()).toEqual(alone);
        }
        expect(await titles()).toEqual(alone.map((_, index) => `${index + 1}º contato até o primeiro valor: negócio sem nome`));
      }),
      { numRuns: 25 },
    );
  });

  it('is silent from first value on; after a long standstill it asks once, and goes on from there', async () => {
    const handoff = buildWatched(0, { status: 'cancelled', endedAt: at(1) }, everyFive);
    await tables.keep(handoff);
    await tables.save(handoff, at(1));
    const watch = buildWatch(test);
    await watch.look(60, 2);
    expect(await times()).toEqual([]);
    const reopened = { ...handoff, baton: { ...handoff.baton, status: 'open' as const, endedAt: null } };
    await tables.save(reopened, at(60));
    for (const day of [60, 61, 62, 67]) await watch.look(day, 2);
    expect(await times()).toEqual([at(60), at(67)]);
    await tables.save({ ...reopened, baton: { ...reopened.baton, firstValueAt: at(68) } }, at(68));
    await watch.look(120, 2);
    expect(await times()).toHaveLength(2);
  });

  it('is no alert: nothing stands, and the score hears of nothing', async () => {
    await tables.keep(buildWatched(0, { handAt: at(20) }, everyFive));
    const watch = buildWatch(test);
    watch.world.lastSeen.set(500, at(13));
    await watch.look(20);
    expect(await times()).toEqual([at(20)]);
    expect(await tables.rows('handoff_alerts')).toEqual([]);
    expect(watch.told).toEqual([]);
  });

  it('leaves nothing that an erasure would not find: the erased person\'s line goes, the others stay', async () => {
    await tables.keep({ ...buildWatched(0, {}, everyFive), form: { objective: { text: 'Vender online', typed: true }, stakeholders: { text: `Ana Souza, ${'financeiro '.repeat(20)}\nBruno Alves`, typed: true } } });
    await buildWatch(test).look(4.375);
    await test.db.withPortal(WATCHED_PORTAL, (tx) => forgetInHandoffs(tx, { emails: ['ana@acme.com.br'], names: ['Ana Souza'] }));
    const kept = JSON.stringify([await tables.rows('handoff_effects'), await tables.rows('handoff_moves')]);
    expect(kept).not.toContain('Ana');
    expect(kept).toContain('Falar com: Bruno Alves');
  });

  it('asks for none of a handoff that was begun before playbooks had a pace', async () => {
    const { outreachDays: _, firstValueDays: __, ...older } = buildWatched(0).playbook;
    await tables.keep({ ...buildWatched(0), playbook: older as ReturnType<typeof buildWatched>['playbook'] });
    const watch = buildWatch(test);
    watch.world.lastSeen.set(500, at(31));
    await watch.look(33);
    expect(await times()).toEqual([]);
    // First value was expected after twenty days, and still is.
    expect(await tables.steps()).toContain('first-value-late');
  });
});
