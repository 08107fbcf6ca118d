import { LineChart, Link, ScoreCircle, StatusTag } from '@hubspot/ui-extensions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SummaryView } from '../../extensions/contracts/summary.ts';
import { SidebarCard } from '../../src/app/cards/SidebarCard.tsx';
import { buildNoAnswers, buildNpsFigure, buildSummaryView, buildTooFew } from '../support/build-views.ts';
import { openCard } from '../support/card.tsx';

async function openSidebar(overrides: Partial<SummaryView> = {}) {
  const card = openCard(SidebarCard, { replies: [buildSummaryView(overrides)] });
  await card.shows('As of');
  return card;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the sidebar at a glance', () => {
  it('shows score, band, change, coverage, trend, NPS with n, and one link', async () => {
    const card = await openSidebar();
    expect(card.renderer.find(ScoreCircle).props.score).toBe(63);
    expect(card.renderer.find(StatusTag).text).toBe('Watch');
    expect(card.renderer.find(LineChart)).toBeTruthy();
    expect(card.renderer.findAll(Link).map((link) => link.props.href)).toEqual(['https://app.hubspot.com/contacts/4242/record/0-2/501']);
    for (const words of ['-4.2 since Nov 14, 2026', 'Data coverage: 85%', 'From 58 to 63 in 3 weeks', 'from +8 to +70', '20 answers']) {
      expect(card.text()).toContain(words);
    }
  });

  it('says that there is no comparison yet', async () => {
    const health = buildSummaryView().health;
    const card = await openSidebar({ health: health && { ...health, change: null, trend: [] } });
    expect(card.text()).toContain('no 7-day comparison yet');
    expect(card.renderer.maybeFind(LineChart)).toBeNull();
  });

  it.each([
    [buildNoAnswers(), 'nobody answered'],
    [buildTooFew(), 'only 3 answers'],
    [buildNpsFigure({ n: 40, precision: 'firm' }), '40 answers'],
  ])('keeps the precision rule of NPS', async (nps, words) => {
    expect((await openSidebar({ nps })).text()).toContain(words);
  });

  it('offers no link to a score that a company does not have', async () => {
    const card = await openSidebar({ status: 'not-a-customer', health: null, nps: buildNoAnswers() });
    expect(card.renderer.maybeFind(Link)).toBeNull();
    expect(card.text()).not.toContain('nobody answered');
  });
});
