import { z } from 'zod';
import * as contract from '../../../extensions/contracts/causes.ts';
import type { Refusal } from '../../../extensions/contracts/envelope.ts';
import type { Role } from '../../../extensions/contracts/role.ts';
import type { Made } from '../http/desk.ts';
import { door, type DoorRequest, settingsDoor } from '../http/door.ts';
import type { CardRoute } from '../http/endpoint.ts';
import { refusal } from '../http/hubspot-request.ts';
import type { Tx } from '../platform/db.ts';
import { causesOfAnswers } from './answer-causes.ts';
import { saveCauses, tagByHand, tryCauses } from './commands.ts';
import { findLexicon } from './lexicon-store.ts';
import type { CauseDeps } from './questions.ts';
import { countCommented, countTags } from './tag-store.ts';
import { causesView, toldChange, triedView } from './view.ts';
import { faultText } from './wording.ts';

/** Of how many days the answers are counted. */
const PERIOD_DAYS = 90;
/** A try looks at so many answers with words. */
const TRIED = 500;

const faults = {
  changed: refusal('conflict', 'Somebody else has changed the causes meanwhile: reload the page.'),
  gone: refusal('not-found', 'There is no such answer or cause any more: reload the page.'),
};

/** The doors of the settings' tab "Causes", and of an answer's causes on cards and in the inbox. */
export function causeRoutes(deps: CauseDeps): CardRoute[] {
  const { desk } = deps;
  const saving = 'POST /api/1/settings/causes';
  const tagging = 'POST /api/1/answers/:answerId/causes';
  return [
    settingsDoor('GET /api/1/settings/causes', {}, (request) => desk.answer(request, 'manager', (tx, role) => show(tx, deps, request, role))),
    settingsDoor(saving, { body: contract.SaveCauses }, (request) => desk.change(request, { level: 'admin', path: saving }, (tx) => save(tx, deps, request))),
    settingsDoor('POST /api/1/settings/causes/try', { body: contract.TryCauses }, (request) =>
      desk.answer(request, 'manager', async (tx) => {
        const tried = await tryCauses(tx, deps, request.portalId, { ...request.body, last: TRIED });
        return tried.ok ? triedView(tried, request.language) : refusal('invalid', faultText(tried.fault, request.language));
      })),
    door(tagging, { params: z.object({ answerId: z.uuid() }), body: contract.TagAnswer }, (request) => desk.change(request, { level: 'rep', path: tagging }, (tx) => tagOne(tx, deps, request))),
  ];
}

async function show(tx: Tx, deps: CauseDeps, { language }: DoorRequest<'GET /api/1/settings/causes'>, role: Role): Promise<contract.CausesView> {
  const now = deps.now();
  const lexicon = await findLexicon(tx);
  const asked = { companies: null, from: new Date(now.getTime() - PERIOD_DAYS * 86_400_000), to: now };
  const inUse = lexicon.causes.filter(({ archived }) => !archived).map(({ id }) => id);
  const counts = await countTags(tx, asked);
  return causesView(lexicon, { days: PERIOD_DAYS, ...(await countCommented(tx, asked, inUse)), counts }, { role, language, now });
}

async function save(tx: Tx, deps: CauseDeps, { portalId, body, language }: DoorRequest<'POST /api/1/settings/causes'>): Promise<Made<contract.SavedCauses> | Refusal> {
  const saved = await saveCauses(tx, deps, portalId, body);
  if (!saved.ok) return saved.fault === 'changed' ? faults.changed : refusal('invalid', faultText(saved.fault, language));
  return { answer: { ok: true, revision: saved.revision }, action: 'causes.changed', subject: 'causes', ...toldChange(saved.before.causes, saved.causes) };
}

async function tagOne(tx: Tx, deps: CauseDeps, { portalId, userId, params, body: { causeId, on }, language }: DoorRequest<'POST /api/1/answers/:answerId/causes'>): Promise<Made<contract.TaggedAnswer> | Refusal> {
  const answerId = params.answerId!;
  const made = await tagByHand(tx, deps, portalId, { answerId, causeId, on, userId });
  if (made === undefined) return faults.gone;
  return {
    answer: { ok: true, causes: (await causesOfAnswers(tx, [answerId], language)).byAnswer.get(answerId) ?? [] },
    action: on ? 'causes.put-on' : 'causes.taken-off', subject: made.companyId === null ? `answer:${answerId}` : `company:${made.companyId}`,
    before: { cause: causeId, on: made.before }, after: { cause: causeId, on },
  };
}
