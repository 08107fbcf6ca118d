import type { HandoffOwner, HandoffStep, HandoffView } from '../../contracts/handoff.ts';
import type { ChangeFault } from '../../hooks/useQuestion.ts';
import type { HandoffWording } from '../../wording/handoff.ts';
import type { OnboardingWording } from '../../wording/onboarding.ts';
import type { Reader } from '../../wording/reader.ts';
import type { SaleWording } from '../../wording/sale.ts';

/** What every part of both cards gets. */
export interface HandoffTools {
  reader: Reader;
  words: HandoffWording;
  serverUrl: string;
}

/** The same with the deal card's own words. */
export interface SaleTools extends HandoffTools {
  words: HandoffWording & SaleWording;
}

/** The same with the company card's own words. */
export interface OnboardingTools extends HandoffTools {
  words: HandoffWording & OnboardingWording;
}

/** A handoff, who may be named, and the way to make a step of it. */
export interface PartProps<T extends HandoffTools = OnboardingTools> {
  handoff: HandoffView;
  owners: readonly HandoffOwner[];
  tools: T;
  busy: boolean;
  fault: ChangeFault | null;
  take: (step: HandoffStep) => Promise<boolean>;
}
