import { useState } from 'react';
import type { ComponentType } from 'react';
import { hubspot } from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { expect, vi } from 'vitest';
import type { CardContext } from '../../extensions/api/card-context.ts';
import { waitFor } from './wait.ts';

/** What the stubbed proxy answers: a JSON body, a Response, or a rejection. */
export type Reply = object | Response | Error;

export interface OpenOptions {
  /** Empty: the server never answers. */
  replies: Reply[];
  locale?: string;
  /** CRM properties of the record; null: still loading. */
  properties?: Record<string, string | null> | null;
  variables?: Record<string, string>;
}

/**
 * Opens a card in HubSpot's own test renderer. Only hubspot.fetch is stubbed; each call takes the next reply,
 * the last one stays.
 */
export function openCard(Card: ComponentType<{ context: CardContext }>, { replies, locale = 'en-us', properties = null, variables = { SERVER_URL: 'https://baton.example.com' } }: OpenOptions) {
  const fetch = vi.spyOn(hubspot, 'fetch').mockReset();
  let calls = 0;
  fetch.mockImplementation(async () => {
    const reply = replies[Math.min(calls++, replies.length - 1)] ?? (await new Promise<never>(() => {}));
    if (reply instanceof Error) throw reply;
    return reply instanceof Response ? reply.clone() : Response.json(reply);
  });
  const renderer = createRenderer('crm.record.tab');
  const context: CardContext = {
    user: { locale },
    portal: { timezone: 'America/Sao_Paulo' },
    crm: { objectId: 501 },
    variables,
  };
  let update = (_values: Record<string, string | null> | null) => {};
  // A stand-in for HubSpot's hook that is a hook itself, so that the card is drawn again and not mounted anew.
  renderer.mocks.useCrmProperties.willCall(() => {
    const [values, setValues] = useState(properties);
    update = setValues;
    return { properties: values ?? {}, isLoading: values === null, isRefetching: false, error: null, refetch: async () => {} };
  });
  renderer.render(<Card context={context} />);
  return {
    renderer,
    fetch,
    text: () => renderer.getRootNode().toString(),
    /** Waits until the card has asked the server. */
    asked: () => waitFor(() => expect(fetch).toHaveBeenCalled()),
    /** Waits until the drawn card contains a text. */
    shows: (text: string) =>
      waitFor(() => {
        const drawn = renderer.getRootNode().toString();
        if (!drawn.includes(text)) throw new Error(`"${text}" is not shown in\n${drawn}`);
      }),
    /** Changes the CRM properties, as HubSpot does when the record changes. */
    update: (values: Record<string, string | null> | null) => update(values),
  };
}
