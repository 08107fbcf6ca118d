import { Input, Tabs } from '@hubspot/ui-extensions';
import { vi } from 'vitest';
import { Settings } from '../../src/app/settings/Settings.tsx';
import { buildCalendarView, buildPlaybooksView } from './build-playbooks.ts';
import { buildConnectionView } from './build-settings.ts';
import { type Answers, openPage } from './page.tsx';

const views: Answers = { 'GET connection': buildConnectionView(), 'GET playbooks': buildPlaybooksView(), 'GET calendar': buildCalendarView() };

/** Opens the tab "Playbooks" of the settings. */
export async function openPlaybooks(answers: Answers, locale = 'en-us') {
  const actions = { addAlert: vi.fn(), copyTextToClipboard: vi.fn(async () => {}), closeOverlay: vi.fn() };
  const page = { ...openPage({ path: 'settings', views, draw: (context) => <Settings context={context} actions={actions} /> }, answers, locale), actions };
  page.openTab('playbooks');
  const inner = (id: string) => page.renderer.findAll(Tabs)[1]!.trigger('onSelectedChange', id as never);
  const input = (name: string) => page.renderer.findAll(Input).find((one) => one.props.name === name)!;
  const body = (what: string) => page.sent.filter((one) => one.what === what).at(-1)!.body;
  return { ...page, inner, input, body };
}
