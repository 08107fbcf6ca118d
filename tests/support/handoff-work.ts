import type { DealHandoff, HandoffStep, HandoffView, SavedText } from '../../extensions/contracts/handoff.ts';
import { buildKey, people, type SettingsAccount } from './settings-account.ts';

/** What sales must tell, and what the CRM does not know. */
const REQUIRED = { whyBought: 'Planilhas', objective: 'Fechar em 5 dias', promises: 'Treinamento', stakeholders: 'Ana' };

/** What the people of an account do with the handoffs of its deals, each through a card; Caio of sales, where nobody else is named. */
export function workOn(baton: Pick<SettingsAccount, 'ask' | 'idle'>) {
  const { caio } = people;
  const card = async (dealId: string, lang = 'en') => (await baton.ask('GET /api/1/handoffs/deal/:dealId', { as: caio, params: { dealId, lang } })) as DealHandoff;
  const handoffOf = async (deal: string, lang?: string): Promise<HandoffView> => (await card(deal, lang)).handoff!;
  const paramsOf = async (deal: string) => ({ handoffId: (await handoffOf(deal)).id });

  /** Resolves once Baton has read the deal. */
  async function start(deal: string): Promise<HandoffView> {
    await baton.ask('POST /api/1/handoffs/deal/:dealId/start', { as: caio, params: { dealId: deal }, body: { key: buildKey() } });
    await baton.idle();
    return handoffOf(deal);
  }
  async function type(deal: string, as: number, field: string, text: string, base?: number): Promise<SavedText> {
    return (await baton.ask('POST /api/1/handoffs/:handoffId/field', { as, params: await paramsOf(deal), body: { field, text, ...(base !== undefined && { base }) } })) as SavedText;
  }
  async function tell(deal: string, texts: Record<string, string> = REQUIRED): Promise<void> {
    for (const [field, text] of Object.entries(texts)) await type(deal, caio, field, text);
  }
  /** @throws what the card says where the step is refused. */
  async function step(deal: string, as: number, made: HandoffStep): Promise<HandoffView> {
    const answer = await baton.ask('POST /api/1/handoffs/:handoffId/steps', { as, params: await paramsOf(deal), body: { key: buildKey(), step: made } });
    if (!answer.ok) throw new Error(answer.cure);
    return handoffOf(deal);
  }
  async function readAgain(deal: string): Promise<HandoffView> {
    const answer = await baton.ask('POST /api/1/handoffs/:handoffId/read', { as: caio, params: await paramsOf(deal), body: {} });
    if (!answer.ok) throw new Error(answer.cure);
    await baton.idle();
    return handoffOf(deal);
  }
  return { card, handoffOf, start, type, tell, step, readAgain };
}
