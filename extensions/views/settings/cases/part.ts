import type { CaseSettings, CaseSettingsView } from '../../../contracts/case-settings.ts';
import type { CaseSettingsWording } from '../../../wording/settings/cases.ts';
import type { PageTools } from '../page-tools.ts';

/** What every section of the tab gets. */
export interface SectionProps {
  view: CaseSettingsView;
  settings: CaseSettings;
  /** What the server has, as far as this page knows. */
  kept: CaseSettings;
  set: (part: Partial<CaseSettings>) => void;
  readOnly: boolean;
  tools: PageTools;
  words: CaseSettingsWording;
}

/** What somebody is called; one who owns nothing any more, by the id. */
export function nameOf({ owners }: Pick<CaseSettingsView, 'owners'>, id: string): string {
  return owners.find((one) => one.id === id)?.name ?? id;
}

/** What a channel is called; one that is no more, by its id. */
export function channelOf({ channels }: Pick<CaseSettingsView, 'channels'>, id: string): string {
  return channels.find((one) => one.id === id)?.name ?? id;
}
