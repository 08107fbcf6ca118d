import type { ReactElement } from 'react';
import { Button, hubspot, LoadingButton, Tabs } from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { vi } from 'vitest';
import type { PageContext } from '../../extensions/api/card-context.ts';
import { waitFor } from './wait.ts';

/** The server's answers by method and path below the page's own: a JSON body, a Response (also one that is still to come), or a rejection. */
export type Answers = Record<string, object | Error | Response | Promise<Response>>;

/**
 * Opens a page without a record in HubSpot's test renderer. Only hubspot.fetch is stubbed; what has no answer is waited for.
 * @param page its path below /api/1/, what it asks by itself, and how it is drawn.
 */
export function openPage(page: { path: string; views: Answers; draw(context: PageContext): ReactElement }, answers: Answers, locale: string) {
  const sent: { what: string; body: Record<string, unknown> | undefined; query: Record<string, string> }[] = [];
  vi.spyOn(hubspot, 'fetch').mockReset().mockImplementation(async (url, options) => {
    const { pathname, searchParams } = new URL(String(url));
    const what = `${options?.method} ${pathname.replace(`/api/1/${page.path}/`, '')}`;
    sent.push({ what, body: options?.body as Record<string, unknown> | undefined, query: Object.fromEntries(searchParams) });
    const reply = answers[what] ?? page.views[what];
    if (reply === undefined) return new Promise<never>(() => {});
    if (reply instanceof Promise) return reply as Promise<Response>;
    if (reply instanceof Error) throw reply;
    return reply instanceof Response ? reply.clone() : Response.json(reply);
  });
  const renderer = createRenderer('settings');
  renderer.render(page.draw({ user: { locale }, portal: { timezone: 'America/Sao_Paulo' }, variables: { SERVER_URL: 'https://baton.example.com' } }));
  // Texts are drawn as JSON writes them.
  const text = () => renderer.getRootNode().toString().replaceAll('\\"', '"');
  return {
    renderer,
    sent,
    text,
    shows: (words: string) =>
      waitFor(() => {
        if (!text().includes(words)) throw new Error(`"${words}" is not shown in\n${text()}`);
      }),
    openTab: (id: string) => renderer.find(Tabs).trigger('onSelectedChange', id as never),
    press(label: string) {
      const button = [...renderer.findAll(Button), ...renderer.findAll(LoadingButton)].find((one) => one.text === label);
      if (!button) throw new Error(`There is no button "${label}" in\n${text()}`);
      button.trigger('onClick');
    },
  };
}
