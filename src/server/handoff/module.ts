import type { Deps, Room } from '../platform/deps.ts';
import { entryTeller, type TellEntries } from './audit.ts';
import { type Automation, automation } from './automation.ts';
import { handoffJobs } from './jobs.ts';
import { type Overview, overviewOf } from './standings/overview.ts';
import type { Steps } from './playbooks/playbook.ts';
import { playbookRoutes } from './playbooks/playbook-routes.ts';
import type { HandoffQuestions } from './questions.ts';
import { handoffRoutes } from './routes.ts';
import { handoffSettingsRoutes } from './settings-routes.ts';

export interface HandoffRoom extends Room {
  /** For workflows. */
  automation: Automation;
  /** For the home page. */
  overview: Overview;
  /** For the audit trail. */
  tellEntries: TellEntries;
}

/** From the won deal to first value: who has the baton, what is missing, what was promised. */
export function handoffRoom(deps: Deps, questions: HandoffQuestions, steps: Steps): HandoffRoom {
  const inside = { ...deps, ...questions, steps };
  return { name: 'handoff', jobs: handoffJobs(inside), routes: [...handoffRoutes(inside), ...handoffSettingsRoutes(inside), ...playbookRoutes(inside)], automation: automation(inside), overview: overviewOf(questions), tellEntries: entryTeller(questions) };
}
