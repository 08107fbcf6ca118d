import { Select } from '@hubspot/ui-extensions';
import { HomePage } from '../../extensions/views/home/HomePage.tsx';
import { buildCaseFigures, buildHomeCases } from './build-cases.ts';
import { buildHomeHandoffFigures, buildHomeHandoffs } from './build-home-handoffs.ts';
import { buildHomeCompanies, buildHomeSources, buildHomeUse } from './build-home.ts';
import { buildHomeDecided, buildHomeReview } from './build-review.ts';
import { type Answers, openPage } from './page.tsx';

const views: Answers = {
  'GET companies': buildHomeCompanies(),
  'GET cases': buildHomeCases(),
  'GET cases/figures': buildCaseFigures(),
  'GET handoffs': buildHomeHandoffs(),
  'GET handoffs/figures': buildHomeHandoffFigures(),
  'GET review': buildHomeReview(),
  'GET review/decided': buildHomeDecided(),
  'GET sources': buildHomeSources(),
  'GET use': buildHomeUse(),
};

/** Opens the home page in HubSpot's test renderer; the server's answers by method and path below /api/1/home/. */
export function openHome(answers: Answers = {}, locale = 'en-us') {
  const page = openPage({ path: 'home', views, draw: (context) => <HomePage context={context} /> }, answers, locale);
  return { ...page, named: (name: string) => page.renderer.findAll(Select).find((one) => one.props.name === name)! };
}
