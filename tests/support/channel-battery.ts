import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultRule } from '../../sandbox/faults.ts';
import type { ChannelFault, ChannelTools, Parcel, Sent } from '../../src/server/alerts/channel.ts';
import { channelShape } from '../../src/server/alerts/channel.ts';
import { toolsOf } from '../../src/server/alerts/channel-questions.ts';
import { settingsFault, toldFault } from '../../src/server/alerts/channel-wording.ts';
import { loadChannels } from '../../src/server/alerts/channels/index.ts';
import type { Message } from '../../src/server/alerts/message.ts';
import { engagementWriter } from '../../src/server/hubspot/engagements.ts';
import { buildMessage, messageOf } from './build-message.ts';
import { hostileTexts } from './hostile-texts.ts';
import { buildHubspotRig, PORTAL } from './hubspot-rig.ts';

export const channels = await loadChannels();

type Rig = Awaited<ReturnType<typeof buildHubspotRig>>;

/** What a channel's battery needs to know of it. */
export interface Sample {
  settings: Record<string, string>;
  /** Those of the settings that nobody may read again. */
  secrets: readonly string[];
  to: string | null;
  /** What is scripted at the other side, and what is to come of it. `throws`: HubSpot's trouble, which the caller repeats. */
  faults: readonly [what: string, rule: Partial<FaultRule>, outcome: object | 'throws'][];
  /** What people there read, message by message, and what it was sent as. */
  arrived(rig: Rig): { shown: string; sent: string }[];
  /** The receiver's mark of a repetition, newest first; null: there is none. */
  keysOf: ((rig: Rig) => string[]) | null;
  /** What the frame around people's texts looks like: it must not depend on them. */
  frameOf(sent: string): string;
  /** True where the message is within what the other side takes. */
  fits(sent: string): boolean;
  /** True where what people read calls nobody, and hides nothing. */
  isHarmless(shown: string): boolean;
}

/** What every channel must do, tried against the sandbox's own mail server, sinks and HubSpot. */
export function channelBattery(id: string, sample: Sample): void {
  const channel = channels.get(id)!;
  const settings = channel.settingsShape.parse(sample.settings);
  let rig: Rig;
  let tools: ChannelTools;

  const parcel = (overrides: Partial<Parcel> & { messages?: [Message, ...Message[]] } = {}): Parcel => {
    const { messages = [buildMessage()], ...rest } = overrides;
    return { content: { kind: 'messages', messages }, to: sample.to, key: 'alert.1', companyId: null, sentBefore: false, now: rig.sandbox.clock.now(), ...rest };
  };
  const send = (overrides: Parameters<typeof parcel>[0] = {}): Promise<Sent> => channel.send(parcel(overrides), settings, tools);

  describe(`the ${id} channel`, () => {
    beforeAll(async () => {
      rig = await buildHubspotRig();
      await rig.install();
      tools = toolsOf({ ...rig.deps, ensureEngagement: engagementWriter(rig.room) }, PORTAL, new AbortController().signal);
    });
    afterAll(() => rig.close());
    beforeEach(() => {
      rig.sandbox.outbound.box.clear();
      rig.sandbox.outbound.faults.clear();
      rig.sandbox.faults.clear();
      for (const { id: taskId } of rig.store.list('tasks').results) rig.store.archive('tasks', taskId);
    });

    it('fits its socket: each field is a setting, and what is secret is marked so', () => {
      expect(channelShape.safeParse(channel).success).toBe(true);
      expect(channel.settings.map((field) => field.id).sort()).toEqual(Object.keys(settings as object).sort());
      const secret = channel.settings.filter((field) => field.input === 'secret').map((field) => (settings as Record<string, string>)[field.id]);
      expect(secret.sort()).toEqual([...sample.secrets].sort());
    });

    it('has a sentence and a cure for each of its faults, in both languages', () => {
      const faults = sample.faults.flatMap(([, , outcome]) => (outcome === 'throws' ? [] : [(outcome as { fault: ChannelFault }).fault]));
      for (const fault of [...faults, 'unreached' as const]) {
        const [pt, en] = (['pt-BR', 'en'] as const).map((language) => toldFault(channel, fault, language));
        expect(pt!.told + pt!.cure).not.toBe(en!.told + en!.cure);
        for (const { told, cure } of [pt!, en!]) expect([told.length > 10, cure.length > 10, cure.length <= 500]).toEqual([true, true, true]);
      }
    });

    it('gets an alert there once, with all that it says', async () => {
      expect(await send()).toMatchObject({ ok: true });
      const [arrived, ...more] = sample.arrived(rig);
      expect(more).toEqual([]);
      for (const text of ['Acme gave a 3: a detractor', 'Call today, and write down what they say.', 'Acme Ltda', '3 of 10', 'The import failed twice & nobody called back.', 'Needs attention', 'Open the company']) expect(arrived!.shown).toContain(text);
    });

    it.each(['pt-BR', 'en'] as const)('says how it is meant in words (%s)', async (language) => {
      for (const tone of ['bad', 'neutral', 'good'] as const) await send({ key: tone, messages: [buildMessage({ language, tone })] });
      const words = language === 'en' ? ['Needs attention', 'For information', 'Good news'] : ['Pede atenção', 'Para saber', 'Boa notícia'];
      const shown = sample.arrived(rig).map((one) => one.shown).join('\n');
      for (const word of words) expect(shown).toContain(word);
    });

    it.each(sample.faults)('%s', async (_what, rule, outcome) => {
      const { kind = 'status', ...rest } = rule;
      const scripted: FaultRule = { kind, path: '.*', count: 20, skip: 0, chance: 1, seed: 1, headers: {}, ...rest };
      if (sample.to !== null && channel.addresses === 'owner') rig.sandbox.faults.script([{ ...scripted, path: '/tasks' }]);
      else rig.sandbox.outbound.faults.script([scripted]);
      if (outcome === 'throws') return expect(send()).rejects.toThrow();
      expect(await send()).toEqual({ ok: false, ...outcome });
    });

    it.skipIf(sample.keysOf === null)('has the same mark at each try, and another for another alert', async () => {
      for (const key of ['alert.2', 'alert.1', 'alert.1']) await send({ key });
      const [third, second, first] = sample.keysOf!(rig);
      expect(third).toBe(second);
      expect(first).not.toBe(second);
    });

    it('tells its secrets to the other side only: not to the log, not in a place, not in an outcome, not in a fault of settings', async () => {
      const outcomes: unknown[] = [await send()];
      for (const [, rule] of sample.faults.slice(0, 3)) {
        rig.sandbox.outbound.faults.script([{ path: '.*', count: 1, skip: 0, chance: 1, seed: 1, headers: {}, kind: 'status', ...rule }]);
        outcomes.push(await send().catch((error: Error) => error.message + String(error.stack)));
      }
      for (const field of channel.settings) {
        const wrong = channel.settingsShape.safeParse({ ...sample.settings, [field.id]: `${sample.settings[field.id]} wrong\u0000`.repeat(40), unknown: sample.secrets.join() });
        outcomes.push(wrong.success ? '' : [settingsFault(channel, wrong.error, 'en'), settingsFault(channel, wrong.error, 'pt-BR')]);
      }
      const told = JSON.stringify([outcomes, channel.placeOf(settings), rig.logLines]);
      for (const secret of sample.secrets) expect(told).not.toContain(secret);
    });

    it(`holds ${hostileTexts.length} hostile texts in every place, without harm and without another frame`, async () => {
      expect(hostileTexts.length).toBeGreaterThan(100);
      await send({ key: 'benign', messages: [messageOf('benign')] });
      const frame = sample.frameOf(sample.arrived(rig)[0]!.sent);
      for (const [at, text] of hostileTexts.entries()) {
        rig.sandbox.outbound.box.clear();
        for (const { id: taskId } of rig.store.list('tasks').results) rig.store.archive('tasks', taskId);
        expect(await send({ key: `hostile.${at}`, messages: [messageOf(text)] }), JSON.stringify(text)).toMatchObject({ ok: true });
        const [arrived] = sample.arrived(rig);
        expect(sample.frameOf(arrived!.sent), JSON.stringify(text)).toBe(frame);
        expect(sample.isHarmless(arrived!.shown), `${JSON.stringify(text)} -> ${arrived!.shown}`).toBe(true);
      }
    }, 120_000);

    it.each([1, 3, 20, 60])('tells %i long alerts together within what the other side takes', async (count) => {
      const long = (at: number) => messageOf(`${at} ${'<&>"\'😀 palavra '.repeat(400)}`, { facts: Array.from({ length: 15 }, (_, n) => ({ label: `Fato ${n}`, value: 'valor & <valor> '.repeat(80) })) });
      const messages = Array.from({ length: count }, (_, at) => long(at)) as [Message, ...Message[]];
      expect(await send({ messages })).toMatchObject({ ok: true });
      const [arrived, ...more] = sample.arrived(rig);
      expect(more).toEqual([]);
      expect(sample.fits(arrived!.sent)).toBe(true);
      expect(arrived!.shown).not.toMatch(/[\ud800-\udfff]/u);
    });

    it('tells several alerts together, each with its own link', async () => {
      const messages: [Message, ...Message[]] = [buildMessage({ title: 'First' }), buildMessage({ title: 'Second', tone: 'good' }), buildMessage({ title: 'Third', tone: 'neutral' })];
      await send({ messages });
      const [arrived] = sample.arrived(rig);
      for (const title of ['First', 'Second', 'Third']) expect(arrived!.shown).toContain(title);
      expect(arrived!.sent.split('record/0-2/501').length - 1).toBeGreaterThanOrEqual(3);
    });

    it('leaves out what is not there: no next step, no quote, no fact, no link', async () => {
      expect(await send({ messages: [buildMessage({ lead: null, quote: null, facts: [], links: [], reason: '' })] })).toMatchObject({ ok: true });
      expect(sample.arrived(rig)[0]!.shown).not.toMatch(/null|undefined|\[object/);
    });

    it('tells a mail that is written already', async () => {
      const mail = { language: 'en' as const, subject: 'Weekly bulletin', html: '<p>NPS <b>42</b></p>', text: 'NPS 42 & more', unsubscribeUrl: null };
      expect(await channel.send({ ...parcel(), content: { kind: 'mail', mail } }, settings, tools)).toMatchObject({ ok: true });
      expect(sample.arrived(rig)[0]!.shown).toMatch(/NPS (<b>)?42/);
      expect(sample.arrived(rig)[0]!.shown).not.toContain('Para saber');
    });
  });
}
