import type { HandoffOwner, HandoffView } from '../../contracts/handoff.ts';
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

/** What a step of a handoff is made with; `reload` shows what became of it. */
export interface StepProps<T extends HandoffTools = HandoffTools> {
  handoff: HandoffView;
  tools: T;
  reload: () => void;
}

/** The same where somebody is named. */
export interface PartProps<T extends HandoffTools = OnboardingTools> extends StepProps<T> {
  owners: readonly HandoffOwner[];
}

/** An ended handoff can be taken up again, and its promises be judged; of all else the server takes nothing. */
export function hasEnded({ state }: Pick<HandoffView, 'state'>): boolean {
  return state === 'done' || state === 'cancelled';
}
