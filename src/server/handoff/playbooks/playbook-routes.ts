import { z } from 'zod';
import * as contract from '../../../../extensions/contracts/playbooks.ts';
import { settingsDoor as door } from '../../http/door.ts';
import type { CardRoute } from '../../http/endpoint.ts';
import type { HandoffDeps } from '../commands.ts';
import { asksOfCompany } from './company-choices.ts';
import { askedOf, dryRun } from './dry-run.ts';
import { changeCalendar, changePlaybook, clonePlaybook, saveDraft } from './playbook-commands.ts';
import { businessCalendar, listPlaybooks, runningBy, workCalendar } from './playbook-store.ts';
import { calendarView, companyPropertiesView, playbookRow, playbooksView, variationView } from './playbook-view.ts';
import { handoffsOf } from '../store.ts';
import { variationOf } from './variation.ts';

const one = z.object({ playbookId: contract.PlaybookId });
const SHOWN_DEALS = 50;
const MOST_COMPARED = 500;

/** The doors of the settings' tab "Playbooks": managers look and try, admins change. */
export function playbookRoutes(deps: HandoffDeps): CardRoute[] {
  const { desk } = deps;
  const list = 'GET /api/1/settings/playbooks';
  const clone = 'POST /api/1/settings/playbooks';
  const draft = 'POST /api/1/settings/playbooks/:playbookId/draft';
  const change = 'POST /api/1/settings/playbooks/:playbookId/change';
  return [
    door(list, {}, async (request) => {
      const portal = await deps.portal(request.portalId);
      const pipelines = (await desk.allows(request, 'manager')) ? await deps.pipelines(request.portalId) : null;
      return desk.answer(request, 'manager', async (tx, role) => {
        const { language, now } = request;
        const deals = await deps.lastWonDeals(tx, SHOWN_DEALS);
        return playbooksView(await listPlaybooks(tx), { running: await runningBy(tx), steps: deps.steps, pipelines, deals, names: await desk.names(tx), portal, role, language, now });
      });
    }),
    door('GET /api/1/settings/company-properties', {}, async (request) => {
      const properties = (await desk.allows(request, 'manager')) ? await deps.companyProperties(request.portalId) : null;
      return desk.answer(request, 'manager', () => Promise.resolve(companyPropertiesView(properties)));
    }),
    door(clone, { body: contract.ClonePlaybook }, (request) =>
      desk.change(request, { level: 'admin', path: clone }, (tx) => clonePlaybook(tx, deps, request.body.from, request))),
    door(draft, { params: one, body: contract.SavePlaybook }, async (request) => {
      const { revision, content } = request.body;
      const mayAsk = asksOfCompany(content) && (await desk.allows(request, 'admin'));
      const properties = mayAsk ? await deps.companyProperties(request.portalId) : null;
      return desk.change(request, { level: 'admin', path: draft }, (tx) => saveDraft(tx, { id: request.params.playbookId!, revision, content, properties }, request));
    }),
    door(change, { params: one, body: contract.ChangePlaybook }, (request) =>
      desk.change(request, { level: 'admin', path: change }, async (tx) => {
        const id = request.params.playbookId!;
        const made = await changePlaybook(tx, deps, { ...request.body, id }, request);
        if ('ok' in made) return made;
        // The page shows what became of it also where it cannot read the list again.
        const changed = (await listPlaybooks(tx)).find((playbook) => playbook.id === id)!;
        return { ...made, answer: { ...made.answer, playbook: playbookRow(changed, { running: await runningBy(tx), names: await desk.names(tx) }) } };
      })),
    door('GET /api/1/settings/playbooks/:playbookId/variation', { params: one }, async (request) => {
      const { timeZone } = await deps.portal(request.portalId);
      return desk.answer(request, 'manager', async (tx) => {
        const handoffs = await handoffsOf(tx, request.params.playbookId!, MOST_COMPARED);
        return variationView(variationOf(handoffs, await businessCalendar(tx, timeZone)), { handoffs: handoffs.length, ...request });
      });
    }),
    door('POST /api/1/settings/dry-run', { body: contract.DryRun }, async (request) => {
      const { portalId, body: { drafts } } = request;
      const dealId = Number(request.body.dealId);
      const asked = await desk.answer(request, 'manager', (tx) => askedOf(tx, deps, dealId));
      if (!asked.ok) return asked;
      const read = await deps.tryDeal(portalId, asked);
      const portal = await deps.portal(portalId);
      return desk.answer(request, 'manager', (tx) => dryRun(tx, deps, { ...read, dealId, drafts }, { ...request, portal }));
    }),
    ...calendarRoutes(deps),
  ];
}

/** When the account works. */
function calendarRoutes(deps: HandoffDeps): CardRoute[] {
  const { desk } = deps;
  const calendar = 'POST /api/1/settings/calendar';
  return [
    door('GET /api/1/settings/calendar', {}, async (request) => {
      const { timeZone } = await deps.portal(request.portalId);
      return desk.answer(request, 'manager', async (tx, role) => calendarView(await workCalendar(tx), { ...request, role, timeZone }));
    }),
    door(calendar, { body: contract.SaveCalendar }, (request) =>
      desk.change(request, { level: 'admin', path: calendar }, (tx) => changeCalendar(tx, deps, { calendar: request.body.calendar, revision: request.body.revision }, request))),
  ];
}
