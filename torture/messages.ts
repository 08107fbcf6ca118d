import { createHmac } from 'node:crypto';
import { signatureHeaders } from '../sandbox/sign.ts';
import { COMPANIES, type Place, PUBLIC_URL } from './place.ts';
import type { Asked, Messages } from './senders.ts';

const HOOK = '/webhooks/hubspot';
const HOUR_MS = 3_600_000;

/**
 * Signed survey webhooks, one answer each; their ids are `${prefix}-0` onwards.
 * @param known 0 to 1: the share of answers by people that the CRM knows, which move a score each.
 */
export function surveyAnswers(place: Place, prefix: string, random: () => number, known = 0): Messages {
  return (index) => {
    const id = `${prefix}-${index}`;
    const email = random() < known ? place.emails[index % place.emails.length]! : `${id}@example.com`;
    const answeredAt = new Date(place.sandbox.clock.now().getTime() - HOUR_MS).toISOString();
    const body = JSON.stringify({ id, score: Math.floor(random() * 11), respondent: { email }, answeredAt });
    const headers = { 'x-signature': createHmac('sha256', place.hook.secret).update(body).digest('hex') };
    return { ids: [id], ask: () => ({ address: place.hook.address, headers, body }) };
  };
}

/**
 * Changes of companies' names as HubSpot tells of them: the CRM has them, and they come in batches of 1 to `most`, signed
 * anew at each try. Each event's id is its time in ms, which no other has.
 */
export function crmChanges(place: Place, random: () => number, most: number): Messages {
  const { core, clock } = place.sandbox;
  const { appId, clientSecret } = core.app;
  const crm = core.crm(place.portalId);
  const companies = crm.list('companies', { limit: COMPANIES }).results;
  let at = clock.now().getTime() - HOUR_MS;

  function change(): Record<string, string | number> {
    const { id } = companies[Math.floor(random() * companies.length)]!;
    at += 1;
    const name = `Company ${at}`;
    crm.update('companies', id, { name });
    return {
      // As documented, the number is not unique by itself.
      eventId: 100 + (at % 1_000), subscriptionId: 2_000_001, portalId: place.portalId, appId, occurredAt: at, subscriptionType: 'object.propertyChange',
      objectId: Number(id), objectTypeId: '0-2', changeSource: 'CRM_UI', propertyName: 'name', propertyValue: name,
    };
  }

  return () => {
    const events = Array.from({ length: 1 + Math.floor(random() * most) }, change);
    return {
      ids: events.map(({ occurredAt }) => String(occurredAt)),
      ask(attempt) {
        const body = JSON.stringify(events.map((event) => ({ ...event, attemptNumber: attempt })));
        return { address: place.url + HOOK, headers: signatureHeaders(clientSecret, 'POST', PUBLIC_URL + HOOK, body, clock.now()), body };
      },
    };
  };
}

/** A card's question, signed as HubSpot's proxy signs it. */
export function cardCall(place: Place, index: number): Asked {
  const companies = place.sandbox.core.crm(place.portalId).list('companies', { limit: COMPANIES }).results;
  const { id } = companies[index % companies.length]!;
  const userId = place.sandbox.core.portal(place.portalId)!.users[0]!.id;
  const signed = place.sandbox.proxy.sign({ portalId: place.portalId, userId, url: `${PUBLIC_URL}/api/1/health/${id}?lang=en` });
  if ('status' in signed) throw new Error(`The sandbox did not sign a card's call: ${signed.body}`);
  return { address: signed.url.replace(PUBLIC_URL, place.url), headers: signed.headers };
}
