import type { Deps, Room } from '../platform/deps.ts';
import { type SourceAdministration, sourceAdministration } from './administration.ts';
import { answerFacts } from './answer-facts.ts';
import { answersForCases } from './answers-for-cases.ts';
import { createStoppedFlow } from './flow.ts';
import { feedbackSpec, type FeedbackSpec } from './feedback-spec.ts';
import { surveyJobs } from './jobs.ts';
import { loadProviders } from './providers/index.ts';
import type { SurveyQuestions } from './questions.ts';
import { type Review, reviewOf } from './review.ts';
import { hookRoutes } from './routes.ts';
import { npsSections } from './sections.ts';
import { loadSurveyTypes } from './types/index.ts';

export interface SurveysRoom extends Room {
  /** For the pages of the app. */
  sources: SourceAdministration;
  review: Review;
  /** For the cards. */
  stoppedFlow: ReturnType<typeof createStoppedFlow>;
  /** For the room that reads HubSpot's objects. */
  feedback: FeedbackSpec;
  /** For health. */
  answerFacts: typeof answerFacts; npsSections: typeof npsSections;
  answersForCases: typeof answersForCases;
}

/** What the embedded database is good for. */
const EMBEDDED_ANSWERS = 200_000;

/** Surveys: intake, matching, history. */
export async function surveysRoom(deps: Deps, questions: SurveyQuestions): Promise<SurveysRoom> {
  const [providers, types] = await Promise.all([loadProviders(), loadSurveyTypes()]);
  const mostAnswers = deps.db.engine === 'pglite' ? EMBEDDED_ANSWERS : null;
  const inside = { ...deps, providers, types, questions, mostAnswers };
  return {
    name: 'surveys', jobs: surveyJobs(inside), routes: hookRoutes(inside),
    sources: sourceAdministration(inside), review: reviewOf({ record: deps.record, findCompanies: questions.findCompanies }), feedback: feedbackSpec(providers, types, questions, mostAnswers), answerFacts, npsSections, answersForCases, stoppedFlow: createStoppedFlow(inside),
  };
}
