import { join } from 'node:path';
import { atMost, type Reading } from './figure.ts';
import { crmChanges, surveyAnswers } from './messages.ts';
import { judge, judgeChanges, readingsOf } from './oracle.ts';
import type { Place } from './place.ts';
import { noneSent, sendAll, type Sent } from './senders.ts';

/** How much must have been acknowledged before a stream ends. */
export interface Least {
  answers: number;
  events: number;
}

export interface StreamOptions {
  random: () => number;
  least: Least;
  /** A lane's pause between two messages. */
  everyMs: number;
  /** 0 to 1: the share of answers by people whom the CRM knows; default none. */
  known?: number;
  /** True once nothing is to be sent any more, except what is missing to `least`. */
  over: () => boolean;
}

/** A stream under way, its counters up to the moment. */
export interface Stream {
  surveys: Readonly<Sent>;
  hubspot: Readonly<Sent>;
  ended: Promise<unknown>;
}

const MOST_EVENTS = 50;

const ledgerOf = (place: Place, name: keyof Least): string => join(place.folder, `acknowledged-${name}`);

/** Begins to send survey webhooks and HubSpot's webhooks at the same time. */
export function openStream(place: Place, { random, least, everyMs, known = 0, over }: StreamOptions): Stream {
  const [surveys, hubspot] = [noneSent(), noneSent()];
  const until = (enough: number) => (sent: Readonly<Sent>) => place.closed || (over() && sent.acknowledged >= enough);
  const ended = Promise.all([
    sendAll({ messages: surveyAnswers(place, 's', random, known), lanes: 6, everyMs, ledger: ledgerOf(place, 'answers'), random, stopped: until(least.answers), sent: surveys }),
    sendAll({ messages: crmChanges(place, random, MOST_EVENTS), lanes: 2, everyMs: everyMs * 4 + 50, ledger: ledgerOf(place, 'events'), random, stopped: until(least.events), sent: hubspot }),
  ]);
  return { surveys, hubspot, ended };
}

/** What became of a stream, after everything has come to rest and (embedded) the server was stopped. */
export async function streamReadings(place: Place, name: string, { surveys, hubspot }: Stream, least: Least): Promise<Reading[]> {
  return [
    ...readingsOf(`${name}.answers`, await judge(place, ledgerOf(place, 'answers')), least.answers),
    ...readingsOf(`${name}.events`, await judgeChanges(place, ledgerOf(place, 'events')), least.events),
    atMost(`${name}.answers-but-200-429-503`, surveys.wrongly + hubspot.wrongly, 0),
    atMost(`${name}.5xx-without-retry-after`, surveys.bare + hubspot.bare, 0),
  ];
}
