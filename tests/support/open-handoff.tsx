import { Button, LoadingButton, Select, TextArea } from '@hubspot/ui-extensions';
import { HandoffCard } from '../../src/app/cards/HandoffCard.tsx';
import { OnboardingCard } from '../../src/app/cards/OnboardingCard.tsx';
import { openCard, type Reply } from './card.tsx';

/** The deal card "Handoff" in HubSpot's test renderer, with the server's replies in order. */
export function openDeal(replies: Reply[], locale = 'en-us') {
  return withParts(openCard(HandoffCard, { replies, locale }));
}

/** The company card "Onboarding". */
export function openCompany(replies: Reply[], locale = 'en-us') {
  return withParts(openCard(OnboardingCard, { replies, locale }));
}

function withParts(card: ReturnType<typeof openCard>) {
  const { renderer, fetch } = card;
  return {
    ...card,
    button(label: string) {
      const found = [...renderer.findAll(Button), ...renderer.findAll(LoadingButton)].find((one) => one.text === label);
      if (!found) throw new Error(`There is no button "${label}".`);
      return found;
    },
    area: (name: string) => renderer.findAll(TextArea).find((one) => one.props.name === name)!,
    select: (name: string) => renderer.findAll(Select).find((one) => one.props.name === name)!,
    /** What the card sent with one of its calls, counted from 0. */
    sentBody: (call: number) => fetch.mock.calls[call]![1]!.body,
  };
}
