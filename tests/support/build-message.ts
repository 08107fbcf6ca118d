import type { Message } from '../../src/server/alerts/message.ts';

const RECORD = 'https://app.hubspot.com/contacts/101/record/0-2/501?tab=nps-history';

/** An alert of a detractor as a channel gets it. */
export function buildMessage(overrides: Partial<Message> = {}): Message {
  return {
    language: 'en', title: 'Acme gave a 3: a detractor', tone: 'bad', lead: 'Call today, and write down what they say.',
    facts: [{ label: 'Company', value: 'Acme Ltda' }, { label: 'Score', value: '3 of 10' }, { label: 'Answer by', value: 'Tomorrow, 10:00' }],
    quote: 'The import failed twice & nobody called back.', links: [{ label: 'Open the company', url: RECORD }, { label: 'All answers', url: `${RECORD}&x=1` }],
    reason: 'You own this company in HubSpot.', ...overrides,
  };
}

/** The message with one text in every place that somebody may have written. */
export function messageOf(text: string, overrides: Partial<Message> = {}): Message {
  return buildMessage({ title: text, lead: text, quote: text, facts: [{ label: 'Company', value: text }, { label: text, value: 'x' }], reason: text, ...overrides });
}
