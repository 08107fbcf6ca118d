import { afterEach, expect, it, vi } from 'vitest';
import { handoffWording } from '../../extensions/wording/handoff.ts';
import { HandoffCard } from '../../src/app/cards/HandoffCard.tsx';
import { OnboardingCard } from '../../src/app/cards/OnboardingCard.tsx';
import { buildAccepted, buildDealHandoff, buildHandoff, buildOnboarding } from '../support/build-handoff.ts';
import { openCard } from '../support/card.tsx';

afterEach(() => {
  vi.restoreAllMocks();
});

it.each([
  { what: 'the deal card with a draft', Card: HandoffCard, view: buildDealHandoff() },
  { what: 'the company card with three handoffs', Card: OnboardingCard, view: buildOnboarding(buildAccepted(), buildHandoff({ id: '0b6f1c9e-5a3d-4c1e-9d52-5a0b1c2d3e41' }), buildAccepted({ id: '0b6f1c9e-5a3d-4c1e-9d52-5a0b1c2d3e42' })) },
])('opening $what is one call', async ({ Card, view }) => {
  const card = openCard(Card, { replies: [view] });
  await card.shows(handoffWording.en.history);
  card.update({ baton_handoff_state: null });
  expect(card.fetch).toHaveBeenCalledTimes(1);
});
